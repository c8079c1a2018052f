use jiff::SignedDuration;
use roster_domain::UserStatus;
use serde_json::{Value, json};

use crate::passwords::{OTHER_PASSWORD, PASSWORD};
use crate::support::{Answer, Person, World, field_faults};

impl World {
    /// The token in the mail of a pending person.
    pub async fn link_of(&self, person: &Person) -> String {
        let invitation = self.open_invitation(person.id).await.expect("an open invitation");
        self.invitation_token(invitation.id)
    }

    pub async fn accept(&self, token: &str, password: &str) -> Answer {
        self.post("/invitations/accept")
            .json(&json!({ "token": token, "password": password }))
            .send()
            .await
    }
}

async fn the_invited_enter_with_their_password(world: World) {
    let account = world.account_named("Engines").await;
    let administrator = world.administrator(account).await;
    let person = world.pending(account).await;
    let token = world.link_of(&person).await;
    let before = world.revision(account).await;
    world.advance(SignedDuration::from_hours(1));
    let body = json!({ "token": token, "password": PASSWORD, "language": "ar" });
    let signed_in = world.post("/invitations/accept").json(&body).send().await.expect(201);
    let user = &signed_in["user"];
    assert_eq!(
        (&user["status"], &user["language"], &user["version"]),
        (&json!("active"), &json!("ar"), &json!(2))
    );
    assert_eq!(
        (&user["invitation"], &user["lastActiveAt"]),
        (&Value::Null, &json!("2026-03-02T10:00:00Z"))
    );
    assert_eq!(signed_in["account"]["name"], "Engines");
    assert_eq!(signed_in["expiresAt"], "2026-04-01T10:00:00Z");
    let session = signed_in["token"].as_str().expect("a token");
    assert_eq!(
        world.get("/me").bearer(session).send().await.expect(200)["id"],
        person.id.to_string()
    );
    world.try_sign_in(&person.login_email, PASSWORD).await.expect(201);
    assert_eq!(world.revision(account).await, before + 1);
    let record = world.record(&person).await.expect("the person");
    assert!(record.entered && record.status == UserStatus::Active);
    let waiting = "SELECT COUNT(*) FROM mails WHERE state = 'queued' AND kind = 'invitation'";
    let waiting = world.number(waiting).await;
    assert_eq!(waiting, 0, "its mail would invite someone who is in already");
    let log = world.get("/audit").by(&administrator).send().await.expect(200);
    let event = &log["items"][0];
    assert_eq!(
        (&event["action"], &event["actor"]["id"]),
        (&json!("invitation.accepted"), &json!(person.id))
    );
    assert_eq!(
        event["changes"]["status"],
        json!({ "before": "pending", "after": "active" })
    );
    assert_eq!(event["revision"], before + 1);
}

async fn a_link_that_is_not_in_force_says_why_whatever_else_is_sent(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let mut ended = Vec::new();
    let used = world.pending(account).await;
    ended.push((world.link_of(&used).await, "invitation-used"));
    world.accept(&ended[0].0, PASSWORD).await.expect(201);
    for rest in ["/invitation/resend", "/invitation/link"] {
        let person = world.pending(account).await;
        ended.push((world.link_of(&person).await, "invitation-revoked"));
        world
            .post(&person.path(rest))
            .by(&administrator)
            .send()
            .await
            .expect(200);
    }
    let deleted = world.pending(account).await;
    ended.push((world.link_of(&deleted).await, "invitation-revoked"));
    world
        .delete(&deleted.path(""))
        .by(&administrator)
        .send()
        .await
        .expect(204);
    let moved = world.pending(account).await;
    ended.push((world.link_of(&moved).await, "invitation-revoked"));
    let elsewhere = json!({ "communicationEmail": "elsewhere@mail.example" });
    world
        .patch(&moved.path(""))
        .by(&administrator)
        .header("if-match", "*")
        .json(&elsewhere)
        .send()
        .await
        .expect(200);
    let before = world.census_beside_the_log().await;
    for (token, code) in &ended {
        for body in [
            json!({ "token": token, "password": PASSWORD }),
            json!({ "token": token, "pasword": 7 }),
        ] {
            let answer = world.post("/invitations/accept").json(&body).send().await;
            answer.expect_problem(410, code);
        }
    }
    for token in ["", "nonsense", &"A".repeat(43), "a\u{0}b"] {
        let answer = world
            .post("/invitations/accept")
            .json(&json!({ "token": token, "x": 1 }))
            .send()
            .await;
        answer.expect_problem(404, "invitation-unknown");
    }
    let log = world.get("/audit?action=invitation.refused").by(&administrator);
    let log = log.send().await.expect(200);
    let noted = |user: Value, code: &str| {
        let events = log["items"].as_array().expect("events").iter();
        let those = events.filter(|event| event["target"]["id"] == user && event["changes"]["reason"]["after"] == code);
        those.count()
    };
    // Each was tried twice; of the deleted there is nobody left to name.
    assert_eq!(noted(json!(used.id), "invitation-used"), 2, "{log:#}");
    assert_eq!(noted(json!(moved.id), "invitation-revoked"), 2, "{log:#}");
    assert_eq!(noted(Value::Null, "invitation-revoked"), 2, "{log:#}");
    assert_eq!(log["items"].as_array().map(Vec::len), Some(10), "{log:#}");
    assert_eq!(world.census_beside_the_log().await, before);
}

async fn whoever_holds_an_old_link_cannot_fill_the_log(world: World) {
    let account = world.account().await;
    let person = world.pending(account).await;
    let token = world.link_of(&person).await;
    world.advance(SignedDuration::from_hours(8 * 24));
    let noted = async || {
        world.app.pending_notes.written().await;
        world.number("SELECT COUNT(*) FROM audit_events").await
    };
    for _ in 0..40 {
        world
            .accept(&token, PASSWORD)
            .await
            .expect_problem(410, "invitation-expired");
    }
    assert_eq!(noted().await, 30);
    world.advance(SignedDuration::from_secs(15));
    world
        .accept(&token, PASSWORD)
        .await
        .expect_problem(410, "invitation-expired");
    assert_eq!(noted().await, 31);
}

async fn an_invitation_ends_with_its_term(world: World) {
    let account = world.account().await;
    let (early, late) = (world.pending(account).await, world.pending(account).await);
    let (early, late) = (world.link_of(&early).await, world.link_of(&late).await);
    world.advance(SignedDuration::from_hours(7 * 24) - SignedDuration::from_micros(1));
    world.accept(&early, PASSWORD).await.expect(201);
    world.advance(SignedDuration::from_micros(1));
    world
        .accept(&late, PASSWORD)
        .await
        .expect_problem(410, "invitation-expired");
}

async fn what_is_wrong_with_the_form_is_said_at_once_and_uses_nothing_up(world: World) {
    let account = world.account_named("Analytical Engines").await;
    let person = world.pending(account).await;
    let token = world.link_of(&person).await;
    let before = world.census().await;
    let passwords = [
        ("", "required"),
        ("too short", "too-short"),
        ("passwordpassword", "too-common"),
        ("analytical engines 2026", "personal"),
        ("Lovelace & Ada 1815", "personal"),
    ];
    for (password, code) in passwords {
        world
            .accept(&token, password)
            .await
            .expect_field_faults(&[("password", code)]);
    }
    let body = json!({ "token": token, "password": "short", "language": "xx", "role": "administrator" });
    let answer = world.post("/invitations/accept").json(&body).send().await;
    answer.expect_field_faults(&[
        ("password", "too-short"),
        ("language", "unknown-language"),
        ("role", "unknown-field"),
    ]);
    let answer = world
        .post("/invitations/accept")
        .json(&json!({ "token": 7 }))
        .send()
        .await;
    let problem = answer.expect_problem(422, "invalid-fields");
    assert_eq!(field_faults(&problem).len(), 2, "{problem}");
    world
        .post("/invitations/accept")
        .send()
        .await
        .expect_problem(400, "invalid-json");
    world
        .post("/invitations/accept")
        .json(&json!([]))
        .send()
        .await
        .expect_field_faults(&[("", "invalid-type")]);
    assert_eq!(world.census().await, before);
    world.accept(&token, PASSWORD).await.expect(201);
}

async fn an_acceptance_repeated_under_its_key_is_answered_alike(world: World) {
    let account = world.account().await;
    let person = world.pending(account).await;
    let body = json!({ "token": world.link_of(&person).await, "password": PASSWORD });
    let send = async |key: &str| {
        world
            .post("/invitations/accept")
            .idempotency_key(key)
            .json(&body)
            .send()
            .await
    };
    let first = send("k").await.expect(201);
    assert_eq!(send("k").await.expect(201), first);
    assert_eq!(world.count_sessions(&person).await, 1);
    send("another").await.expect_problem(410, "invitation-used");
}

async fn one_who_was_restored_enters_anew(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let person = world.pending(account).await;
    let first = world.link_of(&person).await;
    world.accept(&first, PASSWORD).await.expect(201);
    world
        .delete(&person.path(""))
        .by(&administrator)
        .send()
        .await
        .expect(204);
    world.try_sign_in(&person.login_email, PASSWORD).await.expect(401);
    world
        .post(&person.path("/restore"))
        .by(&administrator)
        .send()
        .await
        .expect(200);
    world
        .accept(&first, PASSWORD)
        .await
        .expect_problem(410, "invitation-used");
    let second = world.link_of(&person).await;
    // A session that was not ended with the access, which nothing should ever leave behind.
    let left_behind = world.sign_in(&person).await;
    world.accept(&second, OTHER_PASSWORD).await.expect(201);
    world
        .get("/me")
        .bearer(&left_behind)
        .send()
        .await
        .expect_problem(401, "session-required");
    world.try_sign_in(&person.login_email, PASSWORD).await.expect(401);
    world.try_sign_in(&person.login_email, OTHER_PASSWORD).await.expect(201);
}

crate::on_both_databases!(
    the_invited_enter_with_their_password,
    a_link_that_is_not_in_force_says_why_whatever_else_is_sent,
    an_invitation_ends_with_its_term,
    what_is_wrong_with_the_form_is_said_at_once_and_uses_nothing_up,
    whoever_holds_an_old_link_cannot_fill_the_log,
    an_acceptance_repeated_under_its_key_is_answered_alike,
    one_who_was_restored_enters_anew,
);
