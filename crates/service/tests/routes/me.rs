use serde_json::{Value, json};

use roster_domain::{Rights, Role};

use crate::passwords::{OTHER_PASSWORD, PASSWORD};
use crate::support::{World, field_faults};

async fn everyone_sees_themselves_and_their_account(world: World) {
    let account = world.account_named("Engines").await;
    for person in [world.member(account).await, world.billing_administrator(account).await] {
        let answer = world.get("/me").by(&person).send().await;
        let me = answer.expect(200);
        assert_eq!(me["id"], person.id.to_string());
        assert_eq!(
            me["account"],
            json!({ "id": account.to_string(), "name": "Engines", "language": "en" })
        );
        assert_eq!(me["invitation"], Value::Null);
        assert_eq!(answer.etag(), format!("\"{}\"", me["version"]));
    }
    let holder = world.billing_administrator(account).await;
    let me = world.get("/me").by(&holder).send().await.expect(200);
    assert_eq!(me["permissions"], json!(["billingManager"]));
    world.get("/me").send().await.expect_problem(401, "session-required");
    world
        .get("/me?x=1")
        .by(&holder)
        .send()
        .await
        .expect_problem(400, "invalid-query");
}

async fn everyone_edits_their_own_profile(world: World) {
    let account = world.account().await;
    let person = world.with_password(account, Rights::new(Role::User, false)).await;
    let before = world.revision(account).await;
    let body = json!({
        "firstName": " Zoe\u{308} ", "lastName": "King", "communicationEmail": "zoe@mail.example", "language": "pt-BR",
        "currentPassword": PASSWORD,
    });
    let answer = world.patch("/me").by(&person).json(&body).send().await;
    let me = answer.expect(200);
    assert_eq!(me["firstName"], "Zoë");
    assert_eq!(me["language"], "pt-BR");
    assert_eq!(me["version"], 2);
    assert_eq!(answer.etag(), "\"2\"");
    assert_eq!(world.get("/me").by(&person).send().await.expect(200), me);
    assert_eq!(world.revision(account).await, before + 1);
    let administrator = world.administrator(account).await;
    let log = world.get("/audit").by(&administrator).send().await.expect(200);
    let event = &log["items"][0];
    assert_eq!(
        (&event["action"], &event["actor"]["id"]),
        (&json!("user.updated"), &json!(person.id))
    );
    assert_eq!(
        event["changes"]["lastName"],
        json!({ "before": "Lovelace", "after": "King" })
    );
}

async fn an_edit_that_changes_nothing_is_no_change(world: World) {
    let account = world.account().await;
    let person = world.member(account).await;
    let before = world.census().await;
    for body in [json!({}), json!({ "firstName": "Ada " })] {
        let me = world.patch("/me").by(&person).json(&body).send().await.expect(200);
        assert_eq!(me["version"], 1);
    }
    assert_eq!(world.census().await, before);
}

async fn nobody_edits_more_of_themselves_than_that(world: World) {
    let account = world.account().await;
    let person = world.administrator(account).await;
    let before = world.census().await;
    let patch = async |body: Value| world.patch("/me").by(&person).json(&body).send().await;
    let problem = patch(json!({ "loginEmail": "x@example.com" }))
        .await
        .expect_problem(422, "login-email-immutable");
    assert_eq!(
        field_faults(&problem),
        [("loginEmail".to_owned(), "login-email-immutable".to_owned())]
    );
    for field in ["role", "permissions", "status", "password", "id", "version"] {
        patch(json!({ field: "user" }))
            .await
            .expect_field_faults(&[(field, "unknown-field")]);
    }
    patch(json!({ "firstName": "", "lastName": "x".repeat(101), "communicationEmail": "nowhere", "language": "tlh" }))
        .await
        .expect_field_faults(&[
            ("firstName", "required"),
            ("lastName", "too-long"),
            ("communicationEmail", "invalid-address"),
            ("language", "unknown-language"),
        ]);
    patch(json!({ "firstName": null, "lastName": ["x"], "language": 1 }))
        .await
        .expect_field_faults(&[
            ("firstName", "invalid-type"),
            ("lastName", "invalid-type"),
            ("language", "invalid-type"),
        ]);
    patch(json!("x")).await.expect_field_faults(&[("", "invalid-type")]);
    world
        .patch("/me")
        .by(&person)
        .send()
        .await
        .expect_problem(400, "invalid-json");
    assert_eq!(world.census().await, before);
}

/// Who has only found a session could else have the link for a new password sent to themselves.
async fn another_communication_email_takes_the_password(world: World) {
    let account = world.account().await;
    let person = world
        .with_password(account, Rights::new(Role::Administrator, false))
        .await;
    let patch = async |body: Value| world.patch("/me").by(&person).json(&body).send().await;
    let before = world.census().await;
    let moved = json!({ "communicationEmail": "mallory@example.net" });
    patch(moved.clone())
        .await
        .expect_field_faults(&[("currentPassword", "required")]);
    patch(json!({ "communicationEmail": "mallory@example.net", "firstName": "" }))
        .await
        .expect_field_faults(&[("firstName", "required"), ("currentPassword", "required")]);
    for (password, code) in [(json!(1), "invalid-type"), (json!(null), "invalid-type")] {
        patch(json!({ "communicationEmail": "mallory@example.net", "currentPassword": password }))
            .await
            .expect_field_faults(&[("currentPassword", code)]);
    }
    // Nor round about, as an administrator who edits a user.
    let own = world.patch(&person.path("")).by(&person).if_match(1).json(&moved);
    own.send().await.expect_problem(403, "own-email");
    assert_eq!(world.census().await, before);
    for wrong in ["walnut orbit lanterm", "", &"x".repeat(5_000)] {
        patch(json!({ "communicationEmail": "mallory@example.net", "currentPassword": wrong }))
            .await
            .expect_problem(403, "wrong-password");
    }
    let log = world
        .get("/audit?action=password.refused")
        .by(&person)
        .send()
        .await
        .expect(200);
    assert_eq!(log["items"].as_array().expect("events").len(), 3);
    let shown = world.get("/me").by(&person).send().await.expect(200);
    let same = shown["communicationEmail"].clone();
    patch(json!({ "communicationEmail": same, "lastName": "King" }))
        .await
        .expect(200);
    let right = json!({ "communicationEmail": "ada@work.example", "currentPassword": PASSWORD });
    for _ in 0..2 {
        let call = world.patch("/me").by(&person).idempotency_key("once").json(&right);
        assert_eq!(call.send().await.expect(200)["communicationEmail"], "ada@work.example");
    }
}

async fn guessing_the_password_there_is_slowed_down(world: World) {
    let account = world.account().await;
    let person = world.with_password(account, Rights::new(Role::User, false)).await;
    let long = "x".repeat(5_000);
    let guess = json!({ "communicationEmail": "mallory@example.net", "currentPassword": long });
    let mut told = Vec::new();
    for _ in 0..10 {
        told.push(world.patch("/me").by(&person).json(&guess).send().await.status.as_u16());
    }
    assert_eq!((told[0], told[9]), (403, 429), "{told:?}");
    let right = json!({ "communicationEmail": "ada@work.example", "currentPassword": PASSWORD });
    let waits = world.patch("/me").by(&person).json(&right).send().await;
    waits.expect_problem(429, "too-many-attempts");
    // What is tried there counts here.
    let change = json!({ "currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD });
    let waits = world.post("/me/password").by(&person).json(&change).send().await;
    waits.expect_problem(429, "too-many-attempts");
    let name = json!({ "firstName": "Augusta" });
    world.patch("/me").by(&person).json(&name).send().await.expect(200);
}

crate::on_both_databases!(
    another_communication_email_takes_the_password,
    guessing_the_password_there_is_slowed_down,
    everyone_sees_themselves_and_their_account,
    everyone_edits_their_own_profile,
    an_edit_that_changes_nothing_is_no_change,
    nobody_edits_more_of_themselves_than_that,
);
