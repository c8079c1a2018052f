use reqwest::Method;
use serde_json::json;

use crate::installation::Installation;
use crate::serving::Serving;
use crate::sse::EventStream;

async fn what_one_process_writes_the_other_tells(installation: Installation) {
    installation.create_account();
    let (one, other) = (installation.serve(), installation.serve());
    let token = one.sign_in().await;
    let mut events = EventStream::open(&one.url, &token, None).await;
    assert_eq!(events.revision().await, 1);
    for revision in 2..5 {
        let body = json!({ "name": format!("Engines {revision}") });
        assert_eq!(
            other
                .call(Method::PATCH, "/account", Some(&token), Some(&body))
                .await
                .status(),
            200
        );
        events.reach(revision).await;
    }
    assert_eq!(one.get("/account", &token).await["name"], "Engines 4");
}

async fn whoever_is_removed_at_one_process_is_out_at_the_other(installation: Installation) {
    installation.create_account();
    let (one, other) = (installation.serve(), installation.serve());
    let administrator = one.sign_in().await;
    let (id, token) = enter(&one, &administrator).await;
    let mut events = EventStream::open(&one.url, &token, None).await;
    events.revision().await;
    let removed = other
        .call(Method::DELETE, &format!("/users/{id}"), Some(&administrator), None)
        .await;
    assert_eq!(removed.status(), 204);
    assert_eq!(
        one.call(Method::GET, "/me", Some(&token), None).await.status(),
        401,
        "the very next request"
    );
    events.ended().await;
}

/// Invites someone and has them accept: their id and a session of theirs.
async fn enter(serving: &Serving, administrator: &str) -> (String, String) {
    let form = json!({
        "firstName": "Grace", "lastName": "Hopper", "loginEmail": "grace@example.com",
        "communicationEmail": "grace@mail.example", "language": "en", "role": "user",
    });
    let user = serving.post("/users", Some(administrator), &form).await;
    let id = user["id"].as_str().expect("an id").to_owned();
    let link = serving
        .post(&format!("/users/{id}/invitation/link"), Some(administrator), &json!({}))
        .await;
    let token = link["url"]
        .as_str()
        .and_then(|url| url.rsplit('/').next())
        .expect("a link")
        .to_owned();
    let accepted = json!({ "token": token, "password": "granite violin meadow" });
    let signed_in = serving.post("/invitations/accept", None, &accepted).await;
    (id, signed_in["token"].as_str().expect("a token").to_owned())
}

crate::over_both_databases!(
    what_one_process_writes_the_other_tells,
    whoever_is_removed_at_one_process_is_out_at_the_other,
);
