use fantoccini::Locator;

use super::*;
use crate::accessibility::violations;

/// Serves one page to everyone who asks, under a policy as strict as the desktop's.
async fn serve(page: &'static str) -> String {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\
                        Content-Security-Policy: default-src 'self'\r\n";
            let reply = format!("{head}Content-Length: {}\r\n\r\n{page}", page.len());
            let _ = stream.write_all(reply.as_bytes()).await;
        }
    });
    url
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_is_driven_through_a_page_one_after_the_other() {
    let session = DesktopSession::start().unwrap();
    let driver = WebDriver::start(&session, &[]).await.unwrap();
    let page = "<!doctype html><title>Grüße</title><input aria-label=Name>";
    for _ in 0..2 {
        let client = driver.open_browser().await.unwrap();
        client.goto(&serve(page).await).await.unwrap();
        assert_eq!(client.title().await.unwrap(), "Grüße");
        let field = client.find(Locator::Css("input")).await.unwrap();
        field.send_keys("Zoë").await.unwrap();
        assert_eq!(field.prop("value").await.unwrap().as_deref(), Some("Zoë"));
        client.close().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_finds_its_environment_and_ends_with_the_driver() {
    let session = DesktopSession::start().unwrap();
    let env = [("ROSTER_DATA_DIR".to_owned(), "somewhere".to_owned())];
    let driver = WebDriver::start(&session, &env).await.unwrap();
    let client = driver.open_browser().await.unwrap();
    let others = driver.process.others().unwrap();
    let environment = |process: &u32| fs::read_to_string(format!("/proc/{process}/environ")).unwrap_or_default();
    assert!(
        others
            .iter()
            .any(|process| environment(process).contains("ROSTER_DATA_DIR=somewhere")),
        "{others:?}"
    );
    drop(driver);
    assert!(client.title().await.is_err());
    let ended = |process: &u32| !Path::new(&format!("/proc/{process}/exe")).exists();
    assert!(others.iter().all(ended), "{others:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_core_says_what_is_wrong_with_a_page() {
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(axe).unwrap();
    let session = DesktopSession::start().unwrap();
    let driver = WebDriver::start(&session, &[]).await.unwrap();
    let client = driver.open_browser().await.unwrap();
    let bad = "<!doctype html><html lang=en><title>Bad</title><main><h1>Bad</h1><input></main>";
    client.goto(&serve(bad).await).await.unwrap();
    let found = violations(&client, &axe).await.unwrap();
    assert_eq!(
        found.iter().map(|violation| violation.id.as_str()).collect::<Vec<_>>(),
        ["label"]
    );
    assert!(found[0].to_string().contains("<input>"), "{}", found[0]);
    let good = "<!doctype html><html lang=en><title>Good</title><main><h1>Good</h1><label>Name <input></label></main>";
    client.goto(&serve(good).await).await.unwrap();
    assert_eq!(violations(&client, &axe).await.unwrap(), []);
    client.close().await.unwrap();
}
