//! Behind a real nginx, where one is installed.

use reqwest::{Client, Response, StatusCode};
use roster_testkit::Nginx;
use serde_json::json;

use crate::installation::Installation;

/// Has nginx compress what it passes on.
const GZIP: &str = "gzip on; gzip_proxied any; gzip_types application/json;";

/// The entity tag of an answer, which has to be packed.
fn packed_tag(answer: &Response) -> String {
    let header = |name: &str| answer.headers()[name].to_str().expect("ASCII").to_owned();
    assert_eq!(header("content-encoding"), "gzip");
    header("etag")
}

async fn an_edit_is_taken_with_the_tag_that_nginx_weakened(installation: Installation) {
    installation.create_account();
    let serving = installation.serve();
    let token = serving.sign_in().await;
    let service = serving.url.clone();
    let start = move || Nginx::start(Nginx::free_address()?, "", &service, GZIP);
    let Some(nginx) = tokio::task::spawn_blocking(start)
        .await
        .expect("it runs")
        .expect("nginx starts")
    else {
        return;
    };
    let client = Client::builder().no_gzip().no_zstd().build().expect("a client");
    let form = json!({
        "firstName": "Grace", "lastName": "Hopper", "loginEmail": "grace@example.com",
        "communicationEmail": "grace@mail.example", "language": "en", "role": "user",
    });
    let user = serving.post("/users", Some(&token), &form).await;
    let url = format!("{}/api/v1/users/{}", nginx.url, user["id"].as_str().expect("an id"));
    let read = client.get(&url).bearer_auth(&token).header("accept-encoding", "gzip");
    let tag = packed_tag(&read.send().await.expect("an answer"));
    assert_eq!(tag, "W/\"1\"", "nginx weakens it");
    let edit = |tag: &str| {
        let request = client.patch(&url).bearer_auth(&token).header("if-match", tag);
        request.json(&json!({ "firstName": "Grace Brewster" })).send()
    };
    assert_eq!(edit(&tag).await.expect("an answer").status(), StatusCode::OK);
    let late = edit(&tag).await.expect("an answer");
    assert_eq!(late.status(), StatusCode::PRECONDITION_FAILED);
    drop(nginx);
    serving.stop().await;
}

crate::over_both_databases!(an_edit_is_taken_with_the_tag_that_nginx_weakened);
