use reqwest::Client;
use serde_json::{Value, json};

use crate::installation::{Installation, refusal};

/// Whoever has the id of an answer finds everything that was logged about its request.
#[tokio::test]
async fn each_entry_may_be_a_json_object_which_names_its_request() {
    let installation = Installation::over_sqlite();
    installation.create_account();
    let serving = installation.serve_with(|command| {
        command.env("ROSTER_LOG_FORMAT", "json");
    });
    serving.sign_in().await;
    let body = json!({ "loginEmail": "nobody@example.com", "password": "walnut orbit lantern" });
    let request = Client::new()
        .post(format!("{}/api/v1/sessions", serving.url))
        .json(&body);
    let answer = request.send().await.expect("an answer");
    let id = answer.headers()["x-request-id"].to_str().expect("text").to_owned();
    let log = serving.stop().await;
    let entries: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let about = |entry: &&Value| entry["span"]["id"] == id;
    let entry = entries.iter().find(about).expect("an entry about the request");
    assert_eq!(entry["message"], "answered");
    assert_eq!(
        (&entry["status"], &entry["span"]["route"]),
        (&json!(401), &json!("/api/v1/sessions"))
    );
    assert!(entry["milliseconds"].is_u64(), "a number: {entry}");
    assert!(entry["timestamp"].is_string() && entry["level"] == "INFO");
    let mut command = installation.command(["serve"]);
    let wrong = command.env("ROSTER_LOG_FORMAT", "xml").output().expect("it starts");
    assert_eq!(refusal(&wrong), "ROSTER_LOG_FORMAT: is text or json");
}
