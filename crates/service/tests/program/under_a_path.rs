//! A service that is one of several things at its host, behind a real proxy that takes its path away.

use reqwest::header::LOCATION;
use roster_testkit::Nginx;
use serde_json::{Value, json};

use crate::installation::{Installation, LOGIN, PASSWORD};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_it_names_is_under_its_path() {
    let installation = Installation::over_sqlite();
    installation.create_account();
    let address = Nginx::free_address().unwrap();
    let public_url = format!("http://{address}/team/roster");
    let serving = installation.serve_with(|command| {
        command.env("ROSTER_PUBLIC_URL", &public_url);
    });
    let service = serving.url.clone();
    let start = move || Nginx::start(address, "/team/roster", &service, "");
    let Some(nginx) = tokio::task::spawn_blocking(start).await.unwrap().unwrap() else {
        return;
    };
    assert_eq!(nginx.url, public_url);
    let http = reqwest::Client::new();
    let post = async |url: String, token: &str, body: &Value| {
        http.post(url).bearer_auth(token).json(body).send().await.unwrap()
    };
    let api = format!("{public_url}/api/v1");
    let credentials = json!({ "loginEmail": LOGIN, "password": PASSWORD });
    let session: Value = post(format!("{api}/sessions"), "", &credentials)
        .await
        .json()
        .await
        .unwrap();
    let token = session["token"].as_str().unwrap();

    let person = json!({
        "firstName": "Grace", "lastName": "Hopper", "loginEmail": "grace@example.com", "language": "en", "role": "user",
        "communicationEmail": "grace@example.com",
    });
    let created = post(format!("{api}/users"), token, &person).await;
    let location = created.headers()[LOCATION].to_str().unwrap().to_owned();
    let user: Value = created.json().await.unwrap();
    assert_eq!(
        location,
        format!("/team/roster/api/v1/users/{}", user["id"].as_str().unwrap())
    );
    let found = http
        .get(format!("http://{address}{location}"))
        .bearer_auth(token)
        .send()
        .await;
    assert_eq!(found.unwrap().json::<Value>().await.unwrap()["id"], user["id"]);
    let document: Value = http
        .get(format!("{api}/openapi.json"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(document["servers"], json!([{ "url": "/team/roster" }]));

    let link = format!("http://{address}{location}/invitation/link");
    let link: Value = post(link, token, &json!({})).await.json().await.unwrap();
    let link = link["url"].as_str().unwrap();
    assert!(link.starts_with(&format!("{public_url}/invitations/")), "{link}");
    let get = async |url: &str| http.get(url).send().await.unwrap().text().await.unwrap();
    let page = get(link).await;
    // No path from the host's root: a form and a link without one go to where the page is.
    assert!(page.contains("method=\"post\"") && !page.contains("=\"/"), "{page}");
    let form = http
        .post(link)
        .header("content-type", "application/x-www-form-urlencoded")
        .body("password=granite+violin+meadow");
    let welcome = form.send().await.unwrap().text().await.unwrap();
    let server: String = url::form_urlencoded::byte_serialize(public_url.as_bytes()).collect();
    assert!(
        welcome.contains(&format!("roster://sign-in?server={server}")),
        "{welcome}"
    );
    let ended = get(&format!("{public_url}/password/reset/x")).await;
    assert!(ended.contains(&format!("{public_url}/password/forgotten\"")), "{ended}");
    serving.stop().await;
}
