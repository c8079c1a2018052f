//! The pages of a forgotten password.

use futures_util::future::join_all;
use jiff::SignedDuration;
use roster_domain::{PasswordResetId, PasswordResetToken, Rights, Role};
use serde_json::{Value, json};

use crate::invited::{PASSWORD, expect_page, password, submit};
use crate::on_both_databases;
use crate::support::{Answer, Person, World};

on_both_databases!(
    a_link_sets_a_new_password_and_ends_every_session,
    the_form_says_the_same_whoever_is_asked_for,
    a_link_ends_with_its_hour_and_with_whatever_makes_it_doubtful,
    of_links_under_way_the_first_used_ends_the_others,
    of_simultaneous_tries_one_wins,
    what_is_wrong_with_a_password_is_said_beside_it,
    guessing_is_slowed_down_and_a_throttled_owner_gets_in,
    without_the_database_they_say_when_to_come_back,
);

/// A password that nobody has yet.
pub const NEW: &str = "granite violin meadow";

/// An administrator with [`PASSWORD`], who is written to at `ada@home.example`.
pub async fn someone(world: &World) -> Person {
    let account = world.account().await;
    let hash = world.app.hasher.hash(PASSWORD.into()).await;
    world
        .add(account, |user| {
            "ada@home.example".clone_into(&mut user.communication_email);
            user.rights = Rights::new(Role::Administrator, false);
            user.password_hash = Some(hash);
        })
        .await
}

/// Asks for a link, and gives its path.
async fn link(world: &World, person: &Person) -> String {
    let form = format!("loginEmail={}", person.login_email.replace('@', "%40"));
    let page = submit(world, "//password/forgotten", &form).send().await;
    expect_page(&page, 200, &["<h1>"]);
    world.app.pending_notes.written().await;
    let latest =
        "SELECT details FROM mails WHERE kind = 'password-forgotten' ORDER BY created_at DESC, id DESC LIMIT 1";
    let details: Value = serde_json::from_str(&world.texts(latest).await[0]).expect("JSON");
    let id = details["event"]["reset"].as_str().expect("an id");
    let id: PasswordResetId = id.parse().expect("an id");
    let token = PasswordResetToken::derive(&world.app.secret_key, id).to_text();
    assert!(!details.to_string().contains(&token), "the queue holds no link");
    format!("//password/reset/{token}")
}

async fn set(world: &World, link: &str, new: &str) -> Answer {
    submit(world, link, &password(new)).send().await
}

async fn sign_in(world: &World, person: &Person, password: &str) -> Answer {
    let body = json!({ "loginEmail": person.login_email, "password": password });
    world.post("/sessions").json(&body).send().await
}

#[track_caller]
fn expect_ended(page: &Answer) {
    expect_page(page, 410, &["This link no longer works", "/password/forgotten\""]);
    assert!(!page.text.contains("<form"));
}

async fn a_link_sets_a_new_password_and_ends_every_session(world: World) {
    let person = someone(&world).await;
    let revision = world.revision(person.account).await;
    let link = link(&world, &person).await;
    for _ in 0..2 {
        let page = world.get(&link).send().await;
        expect_page(&page, 200, &["<h1>Set a new password</h1>", &person.login_email]);
        assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    }
    world.get("/me").by(&person).send().await.expect(200);
    let page = set(&world, &link, NEW).await;
    expect_page(&page, 200, &["Your new password is set", "roster://sign-in?server="]);
    world
        .get("/me")
        .by(&person)
        .send()
        .await
        .expect_problem(401, "session-required");
    sign_in(&world, &person, PASSWORD).await.expect(401);
    let session = sign_in(&world, &person, NEW).await.expect(201);
    let token = session["token"].as_str().expect("a token");
    let log = world.get("/audit").bearer(token).send().await.expect(200);
    let event = log["items"]
        .as_array()
        .expect("events")
        .iter()
        .find(|event| event["action"] == "password.reset")
        .expect("an event");
    assert_eq!(event["actor"]["id"], person.id.to_string());
    assert_eq!(
        (&event["changes"], &event["revision"]),
        (&json!({}), &json!(revision + 1))
    );
    let told = "SELECT COUNT(*) FROM mails WHERE kind = 'password-changed'";
    assert_eq!(world.number(told).await, 1);
    expect_ended(&world.get(&link).send().await);
    expect_ended(&set(&world, &link, "another four words here").await);
    sign_in(&world, &person, NEW).await.expect(201);
}

async fn the_form_says_the_same_whoever_is_asked_for(world: World) {
    let person = someone(&world).await;
    let page = world
        .get("//password/forgotten")
        .header("accept-language", "fr")
        .send()
        .await;
    expect_page(&page, 200, &["<h1>Mot de passe oublié ?</h1>", "name=\"loginEmail\""]);
    let ask = async |login_email: &str| {
        let form = format!("loginEmail={login_email}");
        let page = submit(&world, "//password/forgotten?lang=de", &form).send().await;
        expect_page(&page, 200, &["<html lang=\"de\"", "Prüfen Sie Ihre E-Mails"]);
        assert!(!page.text.contains(login_email));
        page.text
    };
    assert_eq!(ask(&person.login_email).await, ask("nobody@example.com").await);
    let empty = submit(&world, "//password/forgotten", "loginEmail=+").send().await;
    expect_page(&empty, 422, &["Enter your login email.", "aria-invalid"]);
    let json = world.post("//password/forgotten").json(&json!({})).send().await;
    expect_page(&json, 415, &["Nothing was changed"]);
    expect_page(
        &submit(&world, "//password/forgotten", "loginEmail=%FF").send().await,
        422,
        &["<h1>"],
    );
}

async fn a_link_ends_with_its_hour_and_with_whatever_makes_it_doubtful(world: World) {
    let person = someone(&world).await;
    let grace = world.administrator(person.account).await;
    let late = link(&world, &person).await;
    world.advance(SignedDuration::from_hours(1) - SignedDuration::from_micros(1));
    expect_page(&world.get(&late).send().await, 200, &["<form"]);
    world.advance(SignedDuration::from_micros(1));
    expect_ended(&set(&world, &late, NEW).await);

    let elsewhere = link(&world, &person).await;
    let body = json!({ "communicationEmail": "ada@elsewhere.example", "currentPassword": PASSWORD });
    world.patch("/me").by(&person).json(&body).send().await.expect(200);
    expect_ended(&set(&world, &elsewhere, NEW).await);

    let changed = link(&world, &person).await;
    let body = json!({ "currentPassword": PASSWORD, "newPassword": NEW });
    world
        .post("/me/password")
        .by(&person)
        .json(&body)
        .send()
        .await
        .expect(204);
    expect_ended(&set(&world, &changed, "another four words here").await);

    world.advance(SignedDuration::from_hours(2));
    let removed = link(&world, &person).await;
    world.delete(&person.path("")).by(&grace).send().await.expect(204);
    expect_ended(&set(&world, &removed, "another four words here").await);
    let log = world.get("/audit?action=password.reset-refused").by(&grace);
    let log = log.send().await.expect(200);
    let events = log["items"].as_array().expect("events");
    assert_eq!(events.len(), 4, "{log:#}");
    assert!(
        events
            .iter()
            .all(|event| event["target"]["id"] == person.id.to_string() && event["actor"].is_null())
    );
    for nonsense in [
        "//password/reset/x",
        "//password/reset/%ff",
        &format!("//password/reset/{}", "A".repeat(43)),
    ] {
        expect_ended(&world.get(nonsense).send().await);
    }
}

async fn of_links_under_way_the_first_used_ends_the_others(world: World) {
    let person = someone(&world).await;
    let first = link(&world, &person).await;
    world.advance(SignedDuration::from_secs(1));
    let second = link(&world, &person).await;
    assert_ne!(first, second);
    // Whoever asked again may still open the mail that came first.
    expect_page(&set(&world, &first, NEW).await, 200, &["<h1>"]);
    expect_ended(&set(&world, &second, "another four words here").await);
    sign_in(&world, &person, NEW).await.expect(201);
}

async fn of_simultaneous_tries_one_wins(world: World) {
    let person = someone(&world).await;
    let link = link(&world, &person).await;
    let other_node = world.another_node().await;
    let tries = (0..12).map(|number| {
        let call = submit(&world, &link, &password(&format!("{NEW} {number}")));
        if number % 2 == 0 {
            call.send()
        } else {
            call.to(&other_node).send()
        }
    });
    let pages = join_all(tries).await;
    let won: Vec<usize> = (0..12).filter(|number| pages[*number].status == 200).collect();
    assert_eq!(won.len(), 1);
    assert!(pages.iter().all(|page| [200, 410].contains(&page.status.as_u16())));
    sign_in(&world, &person, &format!("{NEW} {}", won[0])).await.expect(201);
    let told = "SELECT COUNT(*) FROM audit_events WHERE action = 'password.reset'";
    assert_eq!(world.number(told).await, 1);
}

async fn what_is_wrong_with_a_password_is_said_beside_it(world: World) {
    let person = someone(&world).await;
    let link = link(&world, &person).await;
    for (typed, said) in [
        ("", "Enter a password."),
        ("only 14 chars!", "Use at least 15 characters."),
        ("passwordpassword", "easy to guess"),
        ("Ada-Lovelace-2026", "made only of your name"),
        ("                ", "digits or symbols"),
    ] {
        let page = set(&world, &link, typed).await;
        expect_page(
            &page,
            422,
            &[
                "<title>Error: Set a new password",
                said,
                "aria-invalid=\"true\" autofocus",
            ],
        );
        assert!(typed.is_empty() || !page.text.contains(typed));
    }
    world.get("/me").by(&person).send().await.expect(200);
    sign_in(&world, &person, PASSWORD).await.expect(201);
    expect_page(&set(&world, &link, NEW).await, 200, &["<h1>"]);
}

async fn guessing_is_slowed_down_and_a_throttled_owner_gets_in(world: World) {
    let person = someone(&world).await;
    let long = "x".repeat(5_000);
    for _ in 0..10 {
        sign_in(&world, &person, &long).await;
    }
    assert_eq!(sign_in(&world, &person, PASSWORD).await.status.as_u16(), 429);
    let link = link(&world, &person).await;
    expect_page(&set(&world, &link, NEW).await, 200, &["<h1>"]);
    sign_in(&world, &person, NEW).await.expect(201);
    let mut told = Vec::new();
    for number in 0..100 {
        let guess = format!("//password/reset/{number:0>43}");
        told.push(set(&world, &guess, NEW).await.status.as_u16());
    }
    assert_eq!((told[0], told[99]), (410, 429));
}

async fn without_the_database_they_say_when_to_come_back(world: World) {
    let person = someone(&world).await;
    let link = link(&world, &person).await;
    world.store().close().await;
    let asked = submit(&world, "//password/forgotten", "loginEmail=ada%40example.com")
        .send()
        .await;
    for page in [asked, world.get(&link).send().await, set(&world, &link, NEW).await] {
        expect_page(&page, 503, &["<h1>"]);
        assert_eq!(page.header("retry-after"), Some("2"));
    }
}
