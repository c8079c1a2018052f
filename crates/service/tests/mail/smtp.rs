use mail_parser::{MessageParser, MimeHeaders};
use roster_store::users;
use roster_testkit::{SmtpOptions, SmtpServer};
use serde_json::{Value, json};

use crate::invited::{Invited, PASSWORD, expect_page, password};
use crate::on_both_databases;
use crate::post_office::{Running, actions, in_state, invite_more, token_in, until, until_delivery};
use crate::support::World;

on_both_databases!(
    an_invitation_arrives_and_opens_the_page,
    a_delivery_shows_without_being_an_edit,
    connections_are_used_again_and_several_mails_go_at_once,
    an_international_address_is_written_to,
    a_server_that_wants_a_password_gets_it,
);

async fn an_invitation_arrives_and_opens_the_page(world: World) {
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let worker = Running::start(&world, &server.url());
    let invited = Invited::with(&world, json!({"firstName": "Zoë, \"Zo\"", "language": "fr"})).await;
    let messages = server.wait_for(1).await.unwrap();
    assert_eq!(messages[0].from, "roster@mail.example.com");
    assert_eq!(messages[0].to, ["ada@mail.example"]);
    let mail = MessageParser::default().parse(messages[0].raw.as_bytes()).unwrap();
    assert_eq!(
        mail.subject(),
        Some("Grace Hopper vous invite à rejoindre Analytical Engines sur Roster")
    );
    assert_eq!(mail.from().unwrap().first().unwrap().name(), Some("Roster"));
    assert_eq!(mail.to().unwrap().first().unwrap().name(), Some("Zoë, \"Zo\" Lovelace"));
    assert_eq!(mail.date().unwrap().to_rfc3339(), "2026-03-02T09:00:00Z");
    assert_eq!(mail.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
    assert_eq!(mail.header_raw("Content-Language").map(str::trim), Some("fr"));
    assert_eq!(mail.content_type().unwrap().subtype(), Some("alternative"));
    let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
    for said in [
        "Zoë, ",
        "Analytical Engines",
        "ada@login.example",
        "9 mars 2026 à 09:00 (UTC)",
        &invited.token,
    ] {
        assert!(text.contains(said), "{said} is not in {text}");
        assert!(html.contains(said), "{said} is not in {html}");
    }
    assert_eq!(token_in(&messages[0]), invited.token);
    expect_page(
        &invited.post(&world, &password(PASSWORD)).send().await,
        200,
        &["Bienvenue"],
    );
    worker.stop().await;
}

async fn a_delivery_shows_without_being_an_edit(world: World) {
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let invited = Invited::to(&world).await;
    let path = format!("/users/{}", invited.user);
    let before = world.get(&path).by(&invited.grace).send().await;
    let shown: Value = before.json();
    assert_eq!(
        (&shown["invitation"]["delivery"], &shown["invitation"]["sentAt"]),
        (&json!("queued"), &Value::Null)
    );
    let (revision, mut announced) = (world.revision(invited.account).await, world.app.revisions.subscribe());
    let worker = Running::start(&world, &server.url());
    let sent = until_delivery(&world, &invited, "sent", false).await;
    assert_eq!(sent["sentAt"], "2026-03-02T09:00:00Z");
    let after = world.get(&path).by(&invited.grace).send().await;
    assert_eq!(
        after.etag(),
        before.etag(),
        "whoever edits the user meanwhile is not disturbed"
    );
    assert_eq!(world.revision(invited.account).await, revision + 1);
    assert_eq!(announced.recv().await.unwrap().revision, Some(revision + 1));
    let record = users::get(&mut world.read().await, invited.account, invited.user)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((record.version, record.revision), (1, revision + 1));
    assert_eq!(actions(&world).await.last().unwrap(), "invitation.sent");
    let audit = world.get("/audit").by(&invited.grace).send().await.expect(200);
    let event = audit["items"].as_array().unwrap().last().unwrap();
    assert_eq!((&event["actor"], &event["origin"]), (&Value::Null, &json!("service")));
    assert_eq!(event["target"]["id"], json!(invited.user));
    assert_eq!(
        event["changes"]["delivery"],
        json!({"before": "queued", "after": "sent"})
    );
    worker.stop().await;
}

async fn connections_are_used_again_and_several_mails_go_at_once(world: World) {
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let worker = Running::start(&world, &server.url());
    let invited = Invited::to(&world).await;
    invite_more(&world, &invited, 12).await;
    let mut to: Vec<String> = server
        .wait_for(13)
        .await
        .unwrap()
        .into_iter()
        .flat_map(|message| message.to)
        .collect();
    to.sort();
    to.dedup();
    assert_eq!(to.len(), 13, "each got theirs: {to:?}");
    until("all noted", async || in_state(&world, "sent").await == 13).await;
    worker.stop().await;
}

async fn an_international_address_is_written_to(world: World) {
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let worker = Running::start(&world, &server.url());
    let invited = Invited::with(&world, json!({"communicationEmail": "उपयोगकर्ता@bücher.example"})).await;
    let messages = server.wait_for(1).await.unwrap();
    let domain = messages[0].to[0].rsplit('@').next().unwrap();
    assert!(
        messages[0].to[0].starts_with("उपयोगकर्ता@") && domain.ends_with("cher.example"),
        "{:?}",
        messages[0].to
    );
    until_delivery(&world, &invited, "sent", false).await;
    worker.stop().await;
}

async fn a_server_that_wants_a_password_gets_it(world: World) {
    let auth = Some(("roster@example.com".to_owned(), "p/ss:w@rd".to_owned()));
    let server = SmtpServer::start(&SmtpOptions {
        auth,
        ..SmtpOptions::default()
    })
    .unwrap();
    let url = format!(
        "smtp://roster%40example.com:p%2Fss%3Aw%40rd@127.0.0.1:{}",
        server.port()
    );
    let worker = Running::start(&world, &url);
    let invited = Invited::to(&world).await;
    server.wait_for(1).await.unwrap();
    until_delivery(&world, &invited, "sent", false).await;
    worker.stop().await;
}
