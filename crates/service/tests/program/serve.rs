use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::installation::{Installation, PASSWORD, for_windows};
use crate::serving::{PATIENCE, eventually};
use crate::sse::EventStream;

async fn it_serves_until_it_is_told_to_stop(installation: Installation) {
    let serving = installation.serve();
    let health = reqwest::get(format!("{}/healthz", serving.url))
        .await
        .expect("an answer");
    assert_eq!(health.status(), 200);
    let log = serving.stop().await;
    assert!(log.contains("listening") && log.contains("stopped"), "{log}");
    // What it needs, it made at its first start, and finds again.
    let key = installation.data_dir().join("secret.key");
    if for_windows().is_none() {
        assert_eq!(mode(&key), 0o600);
        assert_eq!(mode(&installation.data_dir()), 0o700);
    }
    let before = std::fs::read(&key).expect("a key");
    installation.serve().stop().await;
    assert_eq!(std::fs::read(&key).expect("a key"), before);
}

/// Who may do what with a file, as Unix has it.
fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

async fn a_signal_right_after_the_line_is_not_lost(installation: Installation) {
    for signal in ["TERM", "INT", "TERM", "INT"] {
        let mut serving = installation.serve();
        serving.signal(signal);
        let status = serving.ended_within(PATIENCE).await.expect("it ends");
        assert_eq!(status.code(), Some(0), "SIG{signal}: {}", serving.log());
    }
}

async fn what_is_in_flight_is_finished(installation: Installation) {
    installation.create_account();
    let serving = installation.serve();
    let token = serving.sign_in().await;
    let mut events = EventStream::open(&serving.url, &token, None).await;
    events.revision().await;
    // A request of which half is there, and a connection on which nothing was ever said.
    let body = json!({ "loginEmail": "ada@example.com", "password": PASSWORD }).to_string();
    let mut half = TcpStream::connect(serving.address()).await.expect("a connection");
    let head = format!(
        "POST /api/v1/sessions HTTP/1.1\r\nhost: roster\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    half.write_all(head.as_bytes()).await.expect("it is read");
    half.write_all(&body.as_bytes()[..10]).await.expect("it is read");
    let silent = TcpStream::connect(serving.address()).await.expect("a connection");
    // Until the server has seen the half, stopping would rightly close the connection: ask it something after.
    serving.get("/me", &token).await;
    let (log, answer) = tokio::join!(serving.stop(), async {
        events.ended().await;
        half.write_all(&body.as_bytes()[10..]).await.expect("it is still read");
        let mut answer = String::new();
        half.read_to_string(&mut answer).await.expect("an answer");
        answer
    });
    assert!(answer.starts_with("HTTP/1.1 201 Created"), "{answer}");
    assert!(log.contains("stopped"), "{log}");
    drop(silent);
}

async fn a_second_signal_ends_it_at_once(installation: Installation) {
    let mut serving = installation.serve();
    let mut half = TcpStream::connect(serving.address()).await.expect("a connection");
    half.write_all(b"POST /api/v1/sessions HTTP/1.1\r\nhost: roster\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{")
        .await
        .expect("it is read");
    reqwest::get(format!("{}/healthz", serving.url))
        .await
        .expect("an answer");
    serving.signal("TERM");
    assert!(
        serving.ended_within(Duration::from_secs(2)).await.is_none(),
        "it waits for the request: {}",
        serving.log()
    );
    serving.signal("TERM");
    // On its own it would go on waiting for 20 seconds from the first.
    assert!(
        serving.ended_within(Duration::from_secs(10)).await.is_some(),
        "{}",
        serving.log()
    );
}

async fn a_balancer_is_told_ahead_of_the_end(installation: Installation) {
    let delay = |delay: &'static str| {
        installation.serve_with(move |command| {
            command.env("ROSTER_SHUTDOWN_DELAY", delay);
        })
    };
    let mut serving = delay("5m");
    let status = async |path: &str| {
        reqwest::get(format!("{}{path}", serving.url))
            .await
            .expect("an answer")
            .status()
    };
    assert_eq!(status("/readyz").await, 200);
    serving.signal("TERM");
    eventually(async || (status("/readyz").await == 503).then_some(())).await;
    assert_eq!(status("/healthz").await, 200, "who comes all the same is served");
    serving.signal("TERM");
    assert!(serving.ended_within(PATIENCE).await.is_some(), "{}", serving.log());
    let log = delay("10ms").stop().await;
    assert!(log.contains("about to stop") && log.contains("stopped"), "{log}");
}

async fn links_begin_with_the_public_url_whatever_a_request_says(installation: Installation) {
    installation.create_account();
    let serving = installation.serve_with(|command| {
        command.env("ROSTER_PUBLIC_URL", "https://people.example/roster");
    });
    let token = serving.sign_in().await;
    let form = json!({
        "firstName": "Grace", "lastName": "Hopper", "loginEmail": "grace@example.com",
        "communicationEmail": "grace@mail.example", "language": "en", "role": "user",
    });
    let user = serving.post("/users", Some(&token), &form).await;
    let path = format!(
        "{}/api/v1/users/{}/invitation/link",
        serving.url,
        user["id"].as_str().expect("an id")
    );
    let forged = reqwest::Client::new()
        .post(path)
        .bearer_auth(&token)
        .header("host", "evil.example");
    let answer = forged
        .header("x-forwarded-host", "evil.example")
        .send()
        .await
        .expect("an answer");
    let link: serde_json::Value = answer.json().await.expect("JSON");
    let url = link["url"].as_str().expect("a URL");
    assert!(url.starts_with("https://people.example/roster/invitations/"), "{url}");
}

crate::over_both_databases!(
    it_serves_until_it_is_told_to_stop,
    a_signal_right_after_the_line_is_not_lost,
    what_is_in_flight_is_finished,
    a_second_signal_ends_it_at_once,
    a_balancer_is_told_ahead_of_the_end,
    links_begin_with_the_public_url_whatever_a_request_says,
);
