use serde_json::json;

use crate::support::World;

async fn an_invited_user_is_pending(world: World) {
    let account = world.account().await;
    let administrator = world.billing_administrator(account).await;
    let body = json!({
        "firstName": "Grace", "lastName": "Hopper", "loginEmail": "grace@example.com",
        "communicationEmail": "grace@mail.example", "language": "fr", "role": "user",
    });
    let answer = world.post("/users").by(&administrator).json(&body).send().await;
    let user = answer.expect(201);
    assert_eq!(user["status"], "pending");
    assert_eq!(user["invitation"]["delivery"], "queued");
}

crate::on_both_databases!(an_invited_user_is_pending);
