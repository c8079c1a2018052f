use roster_domain::{Rights, Role};
use serde_json::{Value, json};

use crate::passwords::{OTHER_PASSWORD, PASSWORD};
use crate::support::{Answer, Person, World};

async fn change(world: &World, person: &Person, current: &str, new: &str) -> Answer {
    let body = json!({ "currentPassword": current, "newPassword": new });
    world.post("/me/password").by(person).json(&body).send().await
}

async fn a_new_password_ends_the_other_sessions(world: World) {
    let account = world.account().await;
    let person = world.with_password(account, Rights::new(Role::User, false)).await;
    let administrator = world.administrator(account).await;
    let other = world.sign_in(&person).await;
    let cursor = world.get("/changes").by(&administrator).send().await.expect(200)["cursor"].clone();
    change(&world, &person, PASSWORD, OTHER_PASSWORD).await.expect(204);
    world
        .get("/me")
        .bearer(&other)
        .send()
        .await
        .expect_problem(401, "session-required");
    let me = world.get("/me").by(&person).send().await.expect(200);
    assert_eq!(me["version"], 1, "nobody can see that a password changed");
    world.try_sign_in(&person.login_email, PASSWORD).await.expect(401);
    world.try_sign_in(&person.login_email, OTHER_PASSWORD).await.expect(201);
    let after = format!("/changes?after={}", cursor.as_str().expect("a cursor"));
    let changes = world.get(&after).by(&administrator).send().await.expect(200);
    assert_eq!(changes["items"], json!([]));
    let log = world.get("/audit").by(&administrator).send().await.expect(200);
    let of_password = |event: &&Value| event["action"] == "password.changed";
    let events: Vec<&Value> = log["items"]
        .as_array()
        .expect("events")
        .iter()
        .filter(of_password)
        .collect();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["actor"]["id"], person.id.to_string());
    assert_eq!(events[0]["changes"], json!({}));
}

async fn the_current_password_has_to_be_right(world: World) {
    let account = world.account().await;
    let person = world.with_password(account, Rights::new(Role::User, false)).await;
    let administrator = world.administrator(account).await;
    let before = world.revision(account).await;
    let sessions = world.number("SELECT COUNT(*) FROM sessions").await;
    for wrong in ["walnut orbit lanterm", "", &"x".repeat(5_000)] {
        change(&world, &person, wrong, OTHER_PASSWORD)
            .await
            .expect_problem(403, "wrong-password");
    }
    assert_eq!(world.revision(account).await, before);
    assert_eq!(world.number("SELECT COUNT(*) FROM sessions").await, sessions);
    let log = world.get("/audit").by(&administrator).send().await.expect(200);
    let events = log["items"].as_array().expect("events");
    assert_eq!(events.len(), 3, "{log:#}");
    for event in events {
        assert_eq!(
            (&event["action"], &event["revision"], &event["changes"]),
            (&json!("password.refused"), &json!(null), &json!({}))
        );
        let id = json!(person.id.to_string());
        assert_eq!((&event["actor"]["id"], &event["target"]["id"]), (&id, &id));
        assert_eq!(event["origin"], "127.0.0.1");
    }
    world.try_sign_in(&person.login_email, PASSWORD).await.expect(201);
}

async fn a_repetition_under_its_key_is_one_failure(world: World) {
    let account = world.account().await;
    let person = world
        .with_password(account, Rights::new(Role::Administrator, false))
        .await;
    let body = json!({ "currentPassword": "walnut orbit lanterm", "newPassword": OTHER_PASSWORD });
    for _ in 0..2 {
        let call = world.post("/me/password").by(&person).idempotency_key("once");
        call.json(&body).send().await.expect_problem(403, "wrong-password");
    }
    let log = world.get("/audit").by(&person).send().await.expect(200);
    assert_eq!(log["items"].as_array().expect("events").len(), 1, "{log:#}");
}

async fn a_new_password_that_is_easy_to_guess_is_refused_first(world: World) {
    let account = world.account_named("Analytical Engines").await;
    let person = world.with_password(account, Rights::new(Role::User, false)).await;
    let cases = [
        ("", "required"),
        ("only 14 chars!", "too-short"),
        ("passwordpassword", "too-common"),
        ("Ada-Lovelace-2026", "personal"),
        ("analytical engines 1", "personal"),
    ];
    for (new, code) in cases {
        let answer = change(&world, &person, "not even right", new).await;
        answer.expect_field_faults(&[("newPassword", code)]);
    }
    change(&world, &person, PASSWORD, &"é".repeat(257))
        .await
        .expect_field_faults(&[("newPassword", "too-long")]);
    let body = json!({ "currentPassword": 1, "newPassword": "short", "again": "short" });
    let answer = world.post("/me/password").by(&person).json(&body).send().await;
    answer.expect_field_faults(&[
        ("currentPassword", "invalid-type"),
        ("newPassword", "too-short"),
        ("again", "unknown-field"),
    ]);
    world.try_sign_in(&person.login_email, PASSWORD).await.expect(201);
}

async fn a_change_repeated_under_its_key_is_answered_alike(world: World) {
    let account = world.account().await;
    let person = world.with_password(account, Rights::new(Role::User, false)).await;
    let body = json!({ "currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD });
    for _ in 0..2 {
        world
            .post("/me/password")
            .by(&person)
            .idempotency_key("k")
            .json(&body)
            .send()
            .await
            .expect(204);
    }
    let wrong = json!({ "currentPassword": PASSWORD, "newPassword": "birch comet saddle ink" });
    let reused = world
        .post("/me/password")
        .by(&person)
        .idempotency_key("k")
        .json(&wrong)
        .send()
        .await;
    reused.expect_problem(422, "idempotency-key-reused");
}

/// An edit writes the whole record back: it must not bring the old password with it.
async fn an_edit_at_the_same_moment_does_not_undo_it(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let person = world.with_password(account, Rights::new(Role::User, false)).await;
    let mut passwords = [PASSWORD, OTHER_PASSWORD];
    for round in 0..8 {
        let edits = async {
            for part in 0..8 {
                let body = json!({ "firstName": format!("Ada {round} {part}") });
                let path = person.path("");
                let edit = world
                    .patch(&path)
                    .by(&administrator)
                    .header("if-match", "*")
                    .json(&body);
                edit.send().await.expect(200);
            }
        };
        let (changed, ()) = tokio::join!(change(&world, &person, passwords[0], passwords[1]), edits);
        changed.expect(204);
        passwords.reverse();
        world.try_sign_in(&person.login_email, passwords[0]).await.expect(201);
    }
}

async fn a_new_password_forgets_the_other_devices(world: World) {
    let account = world.account().await;
    let person = world.with_password(account, Rights::new(Role::User, false)).await;
    let sign_in = async |shown: Option<&str>, password: &str| {
        let mut body = crate::passwords::credentials(&person.login_email, password);
        body["deviceToken"] = json!(shown);
        let signed_in = world.post("/sessions").json(&body).send().await.expect(201);
        let text = |field: &str| signed_in[field].as_str().expect("text").to_owned();
        (text("token"), text("deviceToken"))
    };
    let (_, elsewhere) = sign_in(None, PASSWORD).await;
    let (here, device) = sign_in(None, PASSWORD).await;
    let told = || world.number("SELECT COUNT(*) FROM mails WHERE kind = 'new-sign-in'");
    let before = told().await;
    let body = json!({ "currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD });
    world
        .post("/me/password")
        .bearer(&here)
        .json(&body)
        .send()
        .await
        .expect(204);
    assert_eq!(world.number("SELECT COUNT(*) FROM devices").await, 1);
    sign_in(Some(&device), OTHER_PASSWORD).await;
    assert_eq!(told().await, before, "this one is known");
    sign_in(Some(&elsewhere), OTHER_PASSWORD).await;
    assert_eq!(told().await, before + 1, "the other is not");
}

crate::on_both_databases!(
    a_new_password_forgets_the_other_devices,
    a_new_password_ends_the_other_sessions,
    the_current_password_has_to_be_right,
    a_repetition_under_its_key_is_one_failure,
    a_new_password_that_is_easy_to_guess_is_refused_first,
    a_change_repeated_under_its_key_is_answered_alike,
    an_edit_at_the_same_moment_does_not_undo_it,
);
