//! Asking for the link of a forgotten password. What it opens is tested with the pages.

use jiff::SignedDuration;
use serde_json::json;

use crate::attempts::expect_wait;
use crate::passwords::PASSWORD;
use crate::sign_in_races::Removal;
use crate::support::{Answer, World};

impl World {
    async fn forget(&self, login_email: &str) -> Answer {
        let body = json!({ "loginEmail": login_email });
        let answer = self.post("/password/forgotten").json(&body).send().await;
        // What comes of it is decided beside the reply.
        self.app.pending_notes.written().await;
        answer
    }

    async fn links_sent(&self) -> i64 {
        self.number("SELECT COUNT(*) FROM mails WHERE kind = 'password-forgotten'")
            .await
    }
}

async fn whoever_asks_is_answered_alike_and_only_an_active_user_is_written_to(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let (pending, removed) = (world.pending(account).await, world.removed(account).await);
    let logins = [
        person.login_email.to_uppercase(),
        pending.login_email.clone(),
        removed.login_email.clone(),
        "nobody@example.com".to_owned(),
        "no address".to_owned(),
    ];
    let mut told = Vec::new();
    for login_email in &logins {
        let answer = world.forget(login_email).await;
        answer.expect(202);
        let headers = answer.headers.iter().filter(|(name, _)| *name != "x-request-id");
        let headers: Vec<String> = headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
        told.push((answer.text, headers));
    }
    assert!(told.iter().all(|answer| *answer == told[0]), "{told:#?}");
    let recipients = world
        .texts("SELECT recipient FROM mails WHERE kind = 'password-forgotten'")
        .await;
    assert_eq!(recipients, [format!("{}@mail.example", person.id)]);
    let log = world.get("/audit").by(&person).send().await.expect(200);
    let asked: Vec<_> = log["items"]
        .as_array()
        .expect("events")
        .iter()
        .filter(|event| event["action"] == "password.forgotten")
        .collect();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0]["target"]["id"], person.id.to_string());
    assert_eq!(
        (&asked[0]["actor"], &asked[0]["origin"]),
        (&json!(null), &json!("127.0.0.1"))
    );
    for not_active in [pending, removed] {
        let query = format!("/audit?action=password.forgotten-refused&target={}", not_active.id);
        let log = world.get(&query).by(&person).send().await.expect(200);
        assert_eq!(log["items"].as_array().map(Vec::len), Some(1), "{log:#}");
    }
    world.try_sign_in(&person.login_email, PASSWORD).await.expect(201);
}

/// No link is left for someone whose removal was under way when they asked: it would come to life with them.
async fn asking_waits_for_a_removal_under_way(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let removal = Removal::begin(&world, account).await;
    let (asked, ()) = tokio::join!(world.forget(&person.login_email), async {
        world.until_waiting(1).await;
        removal.finish(&world, &person).await;
    });
    asked.expect(202);
    assert_eq!(world.links_sent().await, 0);
    let open = world.number("SELECT COUNT(*) FROM password_resets").await;
    assert_eq!(open, 0);
}

async fn nobodys_mailbox_is_filled_by_asking_on_and_on(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    for _ in 0..5 {
        world.forget(&person.login_email).await.expect(202);
    }
    assert_eq!(world.links_sent().await, 3);
    world.advance(SignedDuration::from_mins(61));
    world.forget(&person.login_email).await.expect(202);
    assert_eq!(world.links_sent().await, 4);
}

/// Whoever asks on and on does not fill the log either.
async fn the_log_tells_once_an_hour_that_somebody_asked(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let removed = world.removed(account).await;
    let told = async || world.number("SELECT COUNT(*) FROM audit_events").await;
    for hour in 0..3 {
        for _ in 0..12 {
            world.forget(&person.login_email).await.expect(202);
            world.forget(&removed.login_email).await.expect(202);
        }
        assert_eq!(told().await, 2 * (hour + 1));
        assert_eq!(world.links_sent().await, 3 * (hour + 1));
        world.advance(SignedDuration::from_hours(1) + SignedDuration::from_secs(1));
    }
}

async fn asking_from_one_address_is_slowed_down(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    for number in 0..100 {
        world.forget(&format!("nobody{number}@example.com")).await.expect(202);
    }
    expect_wait(&world.forget(&person.login_email).await, 15);
    assert_eq!(world.links_sent().await, 0);
}

async fn a_repetition_under_its_key_sends_one_link(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let send = async |login_email: &str| {
        let body = json!({ "loginEmail": login_email });
        let call = world.post("/password/forgotten").idempotency_key("once");
        let answer = call.json(&body).send().await;
        world.app.pending_notes.written().await;
        answer
    };
    for _ in 0..2 {
        send(&person.login_email).await.expect(202);
    }
    assert_eq!(world.links_sent().await, 1);
    send("nobody@example.com").await.expect(202);
    send(&format!(" {}", person.login_email))
        .await
        .expect_problem(422, "idempotency-key-reused");
}

async fn what_names_nobody_is_a_field_error(world: World) {
    for (body, field, code) in [
        (json!({}), "loginEmail", "required"),
        (json!({ "loginEmail": " " }), "loginEmail", "required"),
        (json!({ "loginEmail": 7 }), "loginEmail", "invalid-type"),
        (json!({ "loginEmail": "a@example.com", "x": 1 }), "x", "unknown-field"),
    ] {
        let answer = world.post("/password/forgotten").json(&body).send().await;
        answer.expect_field_faults(&[(field, code)]);
    }
    let empty = world.post("/password/forgotten").send().await;
    empty.expect_problem(400, "invalid-json");
}

crate::on_both_databases!(
    whoever_asks_is_answered_alike_and_only_an_active_user_is_written_to,
    asking_waits_for_a_removal_under_way,
    nobodys_mailbox_is_filled_by_asking_on_and_on,
    the_log_tells_once_an_hour_that_somebody_asked,
    asking_from_one_address_is_slowed_down,
    a_repetition_under_its_key_sends_one_link,
    what_names_nobody_is_a_field_error,
);
