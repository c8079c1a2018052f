//! Mails that tell what was done, which carry no link and show on no invitation.

use futures_util::FutureExt;
use mail_parser::MessageParser;
use roster_domain::Language;
use roster_testkit::{SmtpOptions, SmtpServer};
use serde_json::json;

use crate::invited::{Invited, PASSWORD, expect_page, password};
use crate::on_both_databases;
use crate::post_office::{Running, actions, in_state, pass_to_next_try, until};
use crate::support::{Person, World};

on_both_databases!(
    a_notice_arrives_in_the_language_of_its_reader,
    a_notice_is_tried_again,
    a_notice_refused_for_good_fails_without_a_trace_in_the_account,
    the_link_of_a_forgotten_password_arrives_unless_it_opens_nothing_any_more,
    one_who_is_restored_reads_that_they_may_come_back,
    the_worker_is_woken_for_a_mail_and_for_nothing_else,
);

async fn reader(world: &World) -> Person {
    let account = world.account().await;
    let hash = world.app.hasher.hash(PASSWORD.into()).await;
    world
        .add(account, |user| {
            "ada@home.example".clone_into(&mut user.communication_email);
            user.language = Language::Fr;
            user.password_hash = Some(hash);
        })
        .await
}

/// They change where they are written to, which is told to both addresses.
async fn change_email(world: &World, person: &Person) {
    let body = json!({ "communicationEmail": "ada@work.example", "currentPassword": PASSWORD });
    world.patch("/me").by(person).json(&body).send().await.expect(200);
}

async fn a_notice_arrives_in_the_language_of_its_reader(world: World) {
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let worker = Running::start(&world, &server.url());
    let person = reader(&world).await;
    change_email(&world, &person).await;
    let mut messages = server.wait_for(2).await.unwrap();
    messages.sort_by(|one, other| one.to.cmp(&other.to));
    assert_eq!(messages[0].to, ["ada@home.example"]);
    assert_eq!(messages[1].to, ["ada@work.example"]);
    for message in &messages {
        let mail = MessageParser::default().parse(message.raw.as_bytes()).unwrap();
        assert_eq!(mail.subject(), Some("Votre e-mail de communication a été modifié"));
        assert_eq!(mail.header_raw("Content-Language").map(str::trim), Some("fr"));
        let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
        for said in [
            "Bonjour Ada,",
            "ada@home.example",
            "ada@work.example",
            "2 mars 2026",
            "Ce n’était pas vous\u{202F}?",
        ] {
            assert!(text.contains(said) && html.contains(said), "{said} is not in {text}");
        }
        // The way back is for the former address alone.
        let is_former = message.to == ["ada@home.example"];
        let link = "https://roster.example/email/restore/";
        assert_eq!(
            (text.contains(link), html.contains(link)),
            (is_former, is_former),
            "{text}"
        );
    }
    until("both noted", async || in_state(&world, "sent").await == 2).await;
    worker.stop().await;
}

async fn a_notice_is_tried_again(world: World) {
    let server = SmtpServer::start(&SmtpOptions {
        fail_first: 2,
        ..SmtpOptions::default()
    })
    .unwrap();
    let person = reader(&world).await;
    change_email(&world, &person).await;
    let revision = world.revision(person.account).await;
    let worker = Running::start(&world, &server.url());
    until("both sent", async || {
        pass_to_next_try(&world).await;
        in_state(&world, "sent").await == 2
    })
    .await;
    assert_eq!(server.messages().await.len(), 2);
    assert_eq!(world.revision(person.account).await, revision);
    worker.stop().await;
}

async fn a_notice_refused_for_good_fails_without_a_trace_in_the_account(world: World) {
    let server = SmtpServer::start(&SmtpOptions {
        reject_recipient: Some((550, Some("ada@home.example".to_owned()))),
        ..SmtpOptions::default()
    })
    .unwrap();
    let person = reader(&world).await;
    change_email(&world, &person).await;
    let revision = world.revision(person.account).await;
    let worker = Running::start(&world, &server.url());
    until("one failed, the other sent", async || {
        in_state(&world, "failed").await == 1 && in_state(&world, "sent").await == 1
    })
    .await;
    let reasons = world.texts("SELECT last_error FROM mails WHERE state = 'failed'").await;
    assert!(reasons[0].starts_with("550"), "{reasons:?}");
    assert_eq!(world.revision(person.account).await, revision);
    assert_eq!(actions(&world).await, ["user.updated"]);
    worker.stop().await;
}

async fn the_link_of_a_forgotten_password_arrives_unless_it_opens_nothing_any_more(world: World) {
    let person = reader(&world).await;
    let ask = async || {
        let body = json!({ "loginEmail": person.login_email });
        world.post("/password/forgotten").json(&body).send().await.expect(202);
        world.app.pending_notes.written().await;
    };
    ask().await;
    change_email(&world, &person).await;
    ask().await;
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let worker = Running::start(&world, &server.url());
    until("all are done with", async || in_state(&world, "queued").await == 0).await;
    assert_eq!(
        in_state(&world, "cancelled").await,
        1,
        "it was on its way to the former address"
    );
    let all = server.messages().await;
    let is_of_a_password = |link: &String| link.contains("/password/reset/");
    let links: Vec<String> = all.iter().filter_map(link_in).filter(is_of_a_password).collect();
    assert_eq!(links.len(), 1);
    let path = links[0].strip_prefix("https://roster.example").unwrap();
    let page = world.get(&format!("/{path}")).send().await;
    expect_page(&page, 200, &["<h1>Définir un nouveau mot de passe</h1>"]);
    worker.stop().await;
}

fn link_in(message: &roster_testkit::Message) -> Option<String> {
    let mail = MessageParser::default().parse(message.raw.as_bytes())?;
    let text = mail.body_text(0)?.into_owned();
    let link = text.lines().find(|line| line.starts_with("https://"))?;
    Some(link.to_owned())
}

async fn one_who_is_restored_reads_that_they_may_come_back(world: World) {
    let invited = Invited::to(&world).await;
    expect_page(&invited.post(&world, &password(PASSWORD)).send().await, 200, &[]);
    let path = format!("/users/{}", invited.user);
    world.delete(&path).by(&invited.grace).send().await.expect(204);
    let restore = world.post(&format!("{path}/restore")).by(&invited.grace);
    restore.send().await.expect(200);
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let worker = Running::start(&world, &server.url());
    until("all are done with", async || in_state(&world, "queued").await == 0).await;
    worker.stop().await;
    let subjects: Vec<String> = server.messages().await.iter().filter_map(subject).collect();
    let account = world.texts("SELECT name FROM accounts").await.remove(0);
    let restored = format!("Grace Hopper vous rend l’accès à {account} sur Roster");
    assert!(subjects.contains(&restored), "{subjects:?}");
    assert!(
        !subjects.iter().any(|subject| subject.contains("vous invite")),
        "{subjects:?}"
    );
}

fn subject(message: &roster_testkit::Message) -> Option<String> {
    let mail = MessageParser::default().parse(message.raw.as_bytes())?;
    Some(mail.subject()?.to_owned())
}

/// There is none here that would look for itself every other second.
async fn the_worker_is_woken_for_a_mail_and_for_nothing_else(world: World) {
    let is_woken = || world.app.mail_queued.notified().now_or_never().is_some();
    let person = reader(&world).await;
    change_email(&world, &person).await;
    assert!(is_woken(), "by a notice");
    let body = json!({ "lastName": "Byron" });
    world.patch("/me").by(&person).json(&body).send().await.expect(200);
    assert!(!is_woken(), "a name changed");
    let invited = Invited::to(&world).await;
    assert!(is_woken(), "by an invitation");
    let resend = format!("/users/{}/invitation/resend", invited.user);
    world.post(&resend).by(&invited.grace).send().await.expect(200);
    assert!(is_woken(), "by the same once more");
    world
        .delete("/sessions/current")
        .by(&invited.grace)
        .send()
        .await
        .expect(204);
    assert!(!is_woken(), "a session ended");
}
