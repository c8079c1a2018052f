//! Several things wrong with one request: which of them is told is the contract's, and the same everywhere.

use roster_domain::UserId;
use serde_json::{Value, json};

use crate::support::{Call, World, invitation_form};

const OVER_THE_LIMIT: usize = 1024 * 1024 + 1;

/// A request to `path` that gets as far as its fields, each thing wrong with it put right after the other.
async fn up_to_the_role(world: &World, method: &str, path: &str, wrong: &Value) {
    let account = world.account().await;
    let member = world.member(account).await;
    let send = |call: Call| call.send();
    let call = || world.call(method, path);
    let large = "x".repeat(OVER_THE_LIMIT);
    send(call().bytes("text/plain", large.clone().into_bytes()))
        .await
        .expect_problem(415, "unsupported-media-type");
    send(call().text(&large)).await.expect_problem(413, "body-too-large");
    for body in ["{", &wrong.to_string()] {
        let nobody = send(call().text(body)).await;
        nobody.expect_problem(401, "session-required");
        assert_eq!(nobody.header("www-authenticate"), Some("Bearer"));
    }
    send(call().text("{").by(&member))
        .await
        .expect_problem(400, "invalid-json");
    send(call().json(wrong).by(&member))
        .await
        .expect_problem(403, "administrator-required");
}

async fn of_an_edit(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let removed = world.removed(account).await;
    let pending = world.pending(account).await;
    let wrong = json!({"firstName": "", "permissions": ["billingManager"]});
    up_to_the_role(&world, "PATCH", &removed.path(""), &wrong).await;
    let edit = |path: &str, body: &Value| world.patch(path).by(&administrator).json(body);
    let nobody = UserId::generate(&*world.app.clock, &*world.app.random);
    edit(&format!("/users/{nobody}"), &wrong)
        .send()
        .await
        .expect_problem(404, "not-found");
    edit(&removed.path(""), &wrong)
        .send()
        .await
        .expect_problem(428, "version-required");
    edit(&removed.path(""), &wrong)
        .if_match(7)
        .send()
        .await
        .expect_problem(412, "version-conflict");
    edit(&removed.path(""), &wrong)
        .if_match(1)
        .send()
        .await
        .expect_problem(422, "invalid-fields");
    let not_held = json!({"permissions": ["billingManager"]});
    edit(&removed.path(""), &not_held)
        .if_match(1)
        .send()
        .await
        .expect_problem(403, "permission-not-held");
    edit(&removed.path(""), &json!({}))
        .if_match(1)
        .send()
        .await
        .expect_problem(409, "wrong-status");
    edit(&pending.path(""), &json!({})).if_match(1).send().await.expect(200);
}

async fn of_an_invitation(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let pending = world.pending(account).await;
    let mut form = invitation_form(&pending.login_email);
    form["permissions"] = json!(["billingManager"]);
    let mut wrong = form.clone();
    wrong["role"] = json!("owner");
    up_to_the_role(&world, "POST", "/users", &wrong).await;
    let send = |body: &Value| world.post("/users").by(&administrator).json(body).send();
    send(&wrong).await.expect_problem(422, "invalid-fields");
    send(&form).await.expect_problem(403, "permission-not-held");
    form["permissions"] = json!([]);
    send(&form).await.expect_problem(409, "login-email-taken");
}

async fn of_a_removal(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let removed = world.removed(account).await;
    let wrong = json!({"why": 1});
    up_to_the_role(&world, "DELETE", &removed.path(""), &wrong).await;
    let own = || world.delete(&administrator.path("")).by(&administrator);
    own()
        .if_match(2)
        .json(&wrong)
        .send()
        .await
        .expect_problem(412, "version-conflict");
    own()
        .if_match(1)
        .json(&wrong)
        .send()
        .await
        .expect_problem(422, "invalid-fields");
    own().if_match(1).send().await.expect_problem(403, "own-account");
    world
        .delete(&removed.path(""))
        .by(&administrator)
        .if_match(1)
        .send()
        .await
        .expect_problem(409, "wrong-status");
}

async fn of_a_restoration(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let pending = world.pending(account).await;
    let wrong = json!({"role": 1, "permissions": ["billingManager"]});
    let path = pending.path("/restore");
    up_to_the_role(&world, "POST", &path, &wrong).await;
    let restore = |body: &Value| world.post(&path).by(&administrator).json(body);
    restore(&wrong)
        .if_match(3)
        .send()
        .await
        .expect_problem(412, "version-conflict");
    restore(&wrong).send().await.expect_problem(422, "invalid-fields");
    restore(&json!({"permissions": ["billingManager"]}))
        .send()
        .await
        .expect_problem(403, "permission-not-held");
    restore(&json!({})).send().await.expect_problem(409, "wrong-status");
}

async fn of_a_new_link(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let active = world.member(account).await;
    for verb in ["/invitation/resend", "/invitation/link"] {
        let path = active.path(verb);
        up_to_the_role(&world, "POST", &path, &json!({"x": 1})).await;
        let call = || world.post(&path).by(&administrator);
        call()
            .json(&json!({"x": 1}))
            .send()
            .await
            .expect_problem(422, "invalid-fields");
        call().send().await.expect_problem(409, "wrong-status");
    }
}

async fn of_a_list(world: World) {
    let account = world.account().await;
    let member = world.member(account).await;
    let administrator = world.administrator(account).await;
    world
        .get("/users?limit=x")
        .send()
        .await
        .expect_problem(401, "session-required");
    world
        .get("/users?limit=x")
        .by(&member)
        .send()
        .await
        .expect_problem(403, "administrator-required");
    world
        .get("/users?limit=x")
        .by(&administrator)
        .send()
        .await
        .expect_problem(400, "invalid-query");
}

crate::on_both_databases!(
    of_an_edit,
    of_an_invitation,
    of_a_removal,
    of_a_restoration,
    of_a_new_link,
    of_a_list,
);
