//! The link that sets a communication email back which somebody else may have changed.

use futures_util::future::join_all;
use jiff::SignedDuration;
use roster_domain::{PasswordResetId, PasswordResetToken};
use serde_json::{Value, json};

use crate::forgotten::{NEW, someone};
use crate::invited::{PASSWORD, expect_page, password, submit};
use crate::on_both_databases;
use crate::support::{Answer, Person, World};

on_both_databases!(
    a_link_sets_the_address_back_and_lets_nobody_else_in,
    whoever_came_in_cannot_end_the_link,
    addresses_in_between_get_no_link,
    what_an_administrator_changes_has_no_way_back,
    a_link_ends_after_seven_days_and_with_the_access,
    of_simultaneous_uses_one_wins,
    each_link_opens_its_own_page_only,
    what_is_wrong_with_the_password_is_said_and_uses_nothing_up,
);

/// They, or somebody who has their session and their password, have Roster write elsewhere.
async fn move_to(world: &World, person: &Person, email: &str) {
    world.advance(SignedDuration::from_secs(1));
    let body = json!({ "communicationEmail": email, "currentPassword": PASSWORD });
    world.patch("/me").by(person).json(&body).send().await.expect(200);
}

/// The path of the link in the latest notice to an address, if there is one in it.
async fn link_to(world: &World, address: &str) -> Option<String> {
    let latest = format!(
        "SELECT details FROM mails WHERE kind = 'email-changed' AND recipient = '{address}' ORDER BY created_at DESC, id DESC LIMIT 1"
    );
    let details: Value = serde_json::from_str(&world.texts(&latest).await[0]).expect("JSON");
    let id = details["event"]["wayBack"]["reset"].as_str()?;
    let id: PasswordResetId = id.parse().expect("an id");
    let token = PasswordResetToken::derive(&world.app.secret_key, id).to_text();
    assert!(!details.to_string().contains(&token), "the queue holds no link");
    Some(format!("//email/restore/{token}"))
}

async fn link(world: &World) -> String {
    link_to(world, "ada@home.example").await.expect("a link")
}

async fn use_link(world: &World, link: &str) -> Answer {
    submit(world, link, &password(NEW)).send().await
}

async fn sign_in(world: &World, person: &Person, password: &str) -> Answer {
    let body = json!({ "loginEmail": person.login_email, "password": password });
    world.post("/sessions").json(&body).send().await
}

async fn email_of(world: &World, person: &Person) -> String {
    world.record(person).await.expect("a record").communication_email
}

#[track_caller]
fn expect_ended(page: &Answer) {
    expect_page(page, 410, &["This link no longer works", "within 7 days"]);
    assert!(!page.text.contains("<form"));
}

async fn a_link_sets_the_address_back_and_lets_nobody_else_in(world: World) {
    let person = someone(&world).await;
    move_to(&world, &person, "mallory@example.net").await;
    let link = link(&world).await;
    assert_eq!(link_to(&world, "mallory@example.net").await, None);
    let before = world.census().await;
    for _ in 0..3 {
        let page = world.get(&link).send().await;
        expect_page(
            &page,
            200,
            &["ada@home.example", &person.login_email, "method=\"post\""],
        );
        assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
        let head = world.call("HEAD", &link).send().await;
        assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
    }
    assert_eq!(world.census().await, before, "looking uses nothing up");
    world.get("/me").by(&person).send().await.expect(200);

    let page = use_link(&world, &link).await;
    expect_page(&page, 200, &["Your address is set back", "roster://sign-in?server="]);
    assert_eq!(email_of(&world, &person).await, "ada@home.example");
    let ended = world.get("/me").by(&person).send().await;
    ended.expect_problem(401, "session-required");
    sign_in(&world, &person, PASSWORD).await.expect(401);
    let session = sign_in(&world, &person, NEW).await.expect(201);
    let token = session["token"].as_str().expect("a token");
    let log = world.get("/audit?action=email.restored").bearer(token).send().await;
    let event = &log.expect(200)["items"][0];
    assert_eq!(event["actor"]["id"], person.id.to_string());
    assert_eq!(
        event["changes"]["communicationEmail"],
        json!({ "before": "mallory@example.net", "after": "ada@home.example" })
    );
    assert_eq!(
        link_to(&world, "mallory@example.net").await,
        None,
        "no way back to there"
    );
    expect_ended(&world.get(&link).send().await);
    expect_ended(&submit(&world, &link, &password("another four words here")).send().await);
    sign_in(&world, &person, NEW).await.expect(201);
}

async fn whoever_came_in_cannot_end_the_link(world: World) {
    let person = someone(&world).await;
    move_to(&world, &person, "mallory@example.net").await;
    let link = link(&world).await;
    move_to(&world, &person, "mallory@example.com").await;
    let body = json!({ "currentPassword": PASSWORD, "newPassword": "another four words here" });
    let changed = world.post("/me/password").by(&person).json(&body).send().await;
    changed.expect(204);
    expect_page(&world.get(&link).send().await, 200, &["<form"]);
    expect_page(&use_link(&world, &link).await, 200, &["<h1>"]);
    assert_eq!(email_of(&world, &person).await, "ada@home.example");
    sign_in(&world, &person, "another four words here").await.expect(401);
    sign_in(&world, &person, NEW).await.expect(201);
}

/// A mistyped address is somebody else's: they are told of its correction, and are not let in.
async fn addresses_in_between_get_no_link(world: World) {
    let person = someone(&world).await;
    move_to(&world, &person, "ada@hone.example").await;
    let first = link(&world).await;
    move_to(&world, &person, "ada@work.example").await;
    assert_eq!(link_to(&world, "ada@hone.example").await, None);
    move_to(&world, &person, "ada@home.example").await;
    move_to(&world, &person, "mallory@example.net").await;
    assert_eq!(link(&world).await, first, "the same as before leads back there");
}

async fn what_an_administrator_changes_has_no_way_back(world: World) {
    let person = someone(&world).await;
    let grace = world.administrator(person.account).await;
    move_to(&world, &person, "ada@work.example").await;
    let own = link(&world).await;
    world.advance(SignedDuration::from_secs(1));
    let body = json!({ "communicationEmail": "ada@club.example" });
    let edit = world.patch(&person.path("")).by(&grace).header("if-match", "*");
    edit.json(&body).send().await.expect(200);
    assert_eq!(link_to(&world, "ada@work.example").await, None, "told, without a link");
    expect_ended(&use_link(&world, &own).await);
    assert_eq!(email_of(&world, &person).await, "ada@club.example");
}

async fn a_link_ends_after_seven_days_and_with_the_access(world: World) {
    let person = someone(&world).await;
    let grace = world.administrator(person.account).await;
    move_to(&world, &person, "mallory@example.net").await;
    let late = link(&world).await;
    world.advance(SignedDuration::from_hours(7 * 24) - SignedDuration::from_micros(1));
    expect_page(&world.get(&late).send().await, 200, &["<form"]);
    world.advance(SignedDuration::from_micros(1));
    expect_ended(&use_link(&world, &late).await);
    let session = sign_in(&world, &person, PASSWORD).await.expect(201);
    let token = session["token"].as_str().expect("a token");
    let body = json!({ "communicationEmail": "ada@work.example", "currentPassword": PASSWORD });
    world.patch("/me").bearer(token).json(&body).send().await.expect(200);
    let removed = link_to(&world, "mallory@example.net").await.expect("a link");
    world.sign_in(&grace).await;
    let grace = world.administrator(person.account).await;
    world.delete(&person.path("")).by(&grace).send().await.expect(204);
    expect_ended(&use_link(&world, &removed).await);
    let log = world.get("/audit?action=email.restore-refused").by(&grace).send().await;
    assert_eq!(log.expect(200)["items"].as_array().expect("events").len(), 2);
}

async fn of_simultaneous_uses_one_wins(world: World) {
    let person = someone(&world).await;
    move_to(&world, &person, "mallory@example.net").await;
    let link = link(&world).await;
    let edits = async {
        for part in 0..4 {
            let body = json!({ "firstName": format!("Ada {part}") });
            world.patch("/me").by(&person).json(&body).send().await;
        }
    };
    let uses = join_all((0..4).map(|_| use_link(&world, &link)));
    let (pages, ()) = tokio::join!(uses, edits);
    let won = pages.iter().filter(|page| page.status == 200).count();
    assert_eq!(won, 1);
    assert_eq!(email_of(&world, &person).await, "ada@home.example");
    assert_eq!(world.number("SELECT COUNT(*) FROM sessions").await, 0);
}

async fn each_link_opens_its_own_page_only(world: World) {
    let person = someone(&world).await;
    move_to(&world, &person, "mallory@example.net").await;
    let link = link(&world).await;
    let other = link.replace("email/restore", "password/reset");
    expect_page(&world.get(&other).send().await, 410, &["<h1>"]);
    expect_page(&use_link(&world, &other).await, 410, &["<h1>"]);
    assert_eq!(email_of(&world, &person).await, "mallory@example.net");
    for nonsense in [
        "//email/restore/x",
        "//email/restore/%ff",
        &format!("//email/restore/{}", "A".repeat(43)),
    ] {
        expect_ended(&world.get(nonsense).send().await);
    }
    let in_french = world.get(&format!("{link}?lang=fr")).send().await;
    expect_page(&in_french, 200, &["<html lang=\"fr\"", "action=\"?lang=fr\""]);
}

async fn what_is_wrong_with_the_password_is_said_and_uses_nothing_up(world: World) {
    let person = someone(&world).await;
    move_to(&world, &person, "mallory@example.net").await;
    let link = link(&world).await;
    for (typed, said) in [
        ("", "Enter a password."),
        ("only 14 chars!", "Use at least 15 characters."),
    ] {
        let page = submit(&world, &link, &password(typed)).send().await;
        expect_page(&page, 422, &["<title>Error: ", said, "aria-invalid=\"true\" autofocus"]);
    }
    assert_eq!(email_of(&world, &person).await, "mallory@example.net");
    expect_page(&use_link(&world, &link).await, 200, &["<h1>"]);
}
