//! What people are told by mail of what was done to their access.

use jiff::SignedDuration;
use roster_domain::{Language, Rights, Role};
use serde_json::{Value, json};

use crate::passwords::{OTHER_PASSWORD, PASSWORD, credentials};
use crate::support::{Person, World};

/// A notice in the queue.
#[derive(Debug)]
struct Queued {
    kind: String,
    recipient: String,
    language: String,
    event: Value,
    whole: String,
}

/// The notices queued so far, oldest first; those of one moment in the order of their recipients.
async fn queued(world: &World) -> Vec<Queued> {
    let columns = "kind || ' ' || recipient || ' ' || language || ' ' || details";
    let notices = format!("SELECT {columns} FROM mails WHERE invitation_id IS NULL ORDER BY created_at, recipient");
    let read = |row: String| {
        let mut parts = row.splitn(4, ' ').map(str::to_owned);
        let mut part = || parts.next().expect("four columns");
        let (kind, recipient, language) = (part(), part(), part());
        let details: Value = serde_json::from_str(&part()).expect("JSON");
        Queued {
            kind,
            recipient,
            language,
            event: details["event"].clone(),
            whole: row,
        }
    };
    world.texts(&notices).await.into_iter().map(read).collect()
}

fn kinds(notices: &[Queued]) -> Vec<(&str, &str)> {
    notices
        .iter()
        .map(|notice| (notice.kind.as_str(), notice.recipient.as_str()))
        .collect()
}

async fn someone(world: &World, grace: &Person) -> Person {
    let hash = world.app.hasher.hash(PASSWORD.into()).await;
    world
        .add(grace.account, |user| {
            "ada@home.example".clone_into(&mut user.communication_email);
            user.language = Language::De;
            user.password_hash = Some(hash);
        })
        .await
}

async fn edit(world: &World, person: &Person, by: &Person, body: Value) {
    world.advance(SignedDuration::from_secs(1));
    let call = world.patch(&person.path("")).by(by).header("if-match", "*");
    call.json(&body).send().await.expect(200);
}

async fn a_new_communication_email_is_told_to_the_former_one_too(world: World) {
    let account = world.account().await;
    let grace = world.administrator(account).await;
    let person = someone(&world, &grace).await;
    let body = json!({ "communicationEmail": "ada@work.example", "currentPassword": PASSWORD });
    world.patch("/me").by(&person).json(&body).send().await.expect(200);
    let body = json!({ "communicationEmail": "ada@club.example", "firstName": "Augusta" });
    edit(&world, &person, &grace, body).await;
    let notices = queued(&world).await;
    let expected = [
        ("email-changed", "ada@home.example"),
        ("email-changed", "ada@work.example"),
        ("email-changed", "ada@club.example"),
        ("email-changed", "ada@work.example"),
    ];
    assert_eq!(kinds(&notices), expected);
    assert!(notices.iter().all(|notice| notice.language == "de"));
    assert_eq!(notices[0].event["actor"], Value::Null, "it was the person themselves");
    assert_eq!(notices[2].event["actor"], "Ada Lovelace", "the administrator's name");
    assert_eq!(
        (&notices[3].event["before"], &notices[3].event["after"]),
        (&json!("ada@work.example"), &json!("ada@club.example"))
    );
    // Nothing that anybody is to be told of.
    edit(
        &world,
        &person,
        &grace,
        json!({ "lastName": "King", "communicationEmail": "ada@club.example" }),
    )
    .await;
    let pending = world.pending(account).await;
    edit(
        &world,
        &pending,
        &grace,
        json!({ "communicationEmail": "new@mail.example", "role": "administrator" }),
    )
    .await;
    assert_eq!(queued(&world).await.len(), 4);
}

async fn new_rights_are_told_to_whom_they_are_given(world: World) {
    let account = world.account().await;
    let grace = world.billing_administrator(account).await;
    let person = someone(&world, &grace).await;
    edit(&world, &person, &grace, json!({ "role": "administrator" })).await;
    edit(&world, &person, &grace, json!({ "permissions": ["billingManager"] })).await;
    edit(&world, &person, &grace, json!({ "role": "user", "permissions": [] })).await;
    let notices = queued(&world).await;
    assert_eq!(kinds(&notices), [("rights-changed", "ada@home.example"); 3]);
    let told = |notice: &Queued| (notice.event["role"].clone(), notice.event["billingManager"].clone());
    assert_eq!(told(&notices[0]), (json!("administrator"), Value::Null));
    assert_eq!(told(&notices[1]), (Value::Null, json!(true)));
    assert_eq!(told(&notices[2]), (json!("user"), json!(false)));
}

async fn access_that_ends_is_told_and_a_refusal_is_not(world: World) {
    let account = world.account().await;
    let grace = world.administrator(account).await;
    let person = someone(&world, &grace).await;
    world
        .delete(&grace.path(""))
        .by(&grace)
        .send()
        .await
        .expect_problem(403, "own-account");
    world.delete(&person.path("")).by(&grace).send().await.expect(204);
    let pending = world.pending(account).await;
    world.delete(&pending.path("")).by(&grace).send().await.expect(204);
    assert_eq!(kinds(&queued(&world).await), [("access-removed", "ada@home.example")]);
}

async fn a_new_password_is_told_and_is_not_in_the_notice(world: World) {
    let account = world.account().await;
    let person = world.with_password(account, Rights::new(Role::User, false)).await;
    let wrong = json!({ "currentPassword": "not the one at all", "newPassword": OTHER_PASSWORD });
    world
        .post("/me/password")
        .by(&person)
        .json(&wrong)
        .send()
        .await
        .expect(403);
    assert!(queued(&world).await.is_empty());
    let right = json!({ "currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD });
    world
        .post("/me/password")
        .by(&person)
        .json(&right)
        .send()
        .await
        .expect(204);
    let notices = queued(&world).await;
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].kind, "password-changed");
    for secret in [PASSWORD, OTHER_PASSWORD, "argon2"] {
        assert!(!notices[0].whole.contains(secret), "{}", notices[0].whole);
    }
}

async fn a_device_not_seen_before_is_told_of_but_not_without_end(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let sign_in = async |shown: Option<&str>| {
        let mut body = credentials(&person.login_email, PASSWORD);
        body["deviceName"] = json!("A laptop");
        body["deviceToken"] = json!(shown);
        let call = world.post("/sessions").sent_from([192, 0, 2, 1]).json(&body);
        let signed_in = call.send().await.expect(201);
        signed_in["deviceToken"].as_str().expect("a token").to_owned()
    };
    let first = sign_in(None).await;
    assert!(queued(&world).await.is_empty(), "there was none before it");
    let first = sign_in(Some(&first)).await;
    assert!(queued(&world).await.is_empty(), "it is known");
    let second = sign_in(None).await;
    let notices = queued(&world).await;
    assert_eq!(notices.len(), 1);
    let expected = json!({ "kind": "new-sign-in", "device": "A laptop", "address": "192.0.2.1" });
    assert_eq!(notices[0].event, expected);
    for token in [&first, &second] {
        assert!(!notices[0].whole.contains(token.as_str()));
    }
    for _ in 0..10 {
        sign_in(None).await;
    }
    let told = queued(&world).await.len();
    assert!((4..=5).contains(&told), "{told}");
    world.advance(SignedDuration::from_hours(2));
    sign_in(None).await;
    assert_eq!(queued(&world).await.len(), told + 1);
}

crate::on_both_databases!(
    a_new_communication_email_is_told_to_the_former_one_too,
    new_rights_are_told_to_whom_they_are_given,
    access_that_ends_is_told_and_a_refusal_is_not,
    a_new_password_is_told_and_is_not_in_the_notice,
    a_device_not_seen_before_is_told_of_but_not_without_end,
);
