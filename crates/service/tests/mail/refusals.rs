//! Mail servers that refuse the service itself, or the way it speaks: no mail is given up for that.

use roster_service::mail::MailSettings;
use roster_testkit::{SmtpOptions, SmtpServer};
use serde_json::{Value, json};

use crate::invited::Invited;
use crate::on_both_databases;
use crate::post_office::{Running, actions, in_state, pass_to_next_try, settings, until, until_delivery};
use crate::support::World;

on_both_databases!(
    a_strict_server_takes_mails_under_the_name_that_was_set,
    what_is_refused_of_us_is_tried_again_and_counted,
    what_is_refused_of_one_mail_fails_it,
    a_refusal_that_is_no_utf_8_fails_with_what_can_be_read,
    a_server_of_this_computer_may_have_a_certificate_of_its_own_making,
    encryption_is_as_the_url_says,
);

fn server(refuse: (&'static str, &'static str)) -> SmtpServer {
    let refuse = Some(refuse);
    SmtpServer::start(&SmtpOptions {
        refuse,
        ..SmtpOptions::default()
    })
    .unwrap()
}

async fn invite(world: &World, index: usize) -> Invited {
    Invited::with(world, json!({"loginEmail": format!("ada{index}@login.example")})).await
}

fn introduced_as(url: &str, helo: &str) -> MailSettings {
    MailSettings {
        helo: helo.parse().unwrap(),
        ..settings(url)
    }
}

fn refused(world: &World) -> u64 {
    let page = world.app.metrics.page(None);
    let line = page
        .lines()
        .find_map(|line| line.strip_prefix("roster_mail_refused_total "));
    line.unwrap().parse().unwrap()
}

async fn a_strict_server_takes_mails_under_the_name_that_was_set(world: World) {
    let strict_helo = SmtpOptions {
        strict_helo: true,
        ..SmtpOptions::default()
    };
    let server = SmtpServer::start(&strict_helo).unwrap();
    let worker = Running::start_with(&world, introduced_as(&server.url(), "roster"));
    let invited = Invited::to(&world).await;
    let waiting = until_delivery(&world, &invited, "queued", true).await;
    assert_eq!(
        waiting["deliveryError"],
        "504 5.5.2 <roster>: Helo command rejected: need fully-qualified hostname"
    );
    assert!(refused(&world) >= 1);
    worker.stop().await;
    let worker = Running::start(&world, &server.url());
    pass_to_next_try(&world).await;
    let messages = server.wait_for(1).await.unwrap();
    assert_eq!(messages[0].hello, "roster.example");
    until_delivery(&world, &invited, "sent", false).await;
    worker.stop().await;
}

async fn what_is_refused_of_us_is_tried_again_and_counted(world: World) {
    for (index, refuse) in [
        ("EHLO", "550 go away"),
        (
            "MAIL",
            "553 5.7.1 <roster@mail.example.com>: Sender address rejected: not owned",
        ),
        ("RCPT", "554 5.7.1 <ada@mail.example>: Relay access denied"),
        (".", "550 5.7.26 This mail has no DKIM signature"),
    ]
    .into_iter()
    .enumerate()
    {
        let before = refused(&world);
        let refusing = server(refuse);
        let worker = Running::start(&world, &refusing.url());
        let invited = invite(&world, index).await;
        let waiting = until_delivery(&world, &invited, "queued", true).await;
        assert_eq!(waiting["deliveryError"], refuse.1);
        assert!(refused(&world) > before, "{refuse:?}");
        worker.stop().await;
        let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
        let worker = Running::start(&world, &server.url());
        until("the next try", async || {
            pass_to_next_try(&world).await;
            server.messages().await.len() == 1
        })
        .await;
        until_delivery(&world, &invited, "sent", false).await;
        worker.stop().await;
    }
    assert!(!actions(&world).await.contains(&"invitation.failed".to_owned()));
}

async fn what_is_refused_of_one_mail_fails_it(world: World) {
    for (index, refuse) in [
        (
            "RCPT",
            "550 5.1.1 <ada@mail.example>: Recipient address rejected: User unknown",
        ),
        (
            "RCPT",
            "504 5.5.2 <ada>: Recipient address rejected: need fully-qualified address",
        ),
        ("MAIL", "552 5.3.4 Message size exceeds fixed limit"),
        (".", "554 5.7.1 This mail is advertising"),
    ]
    .into_iter()
    .enumerate()
    {
        let server = server(refuse);
        let worker = Running::start(&world, &server.url());
        let invited = invite(&world, index).await;
        let failed = until_delivery(&world, &invited, "failed", true).await;
        assert_eq!(failed["deliveryError"], refuse.1);
        worker.stop().await;
    }
    assert_eq!(refused(&world), 0);
}

async fn a_refusal_that_is_no_utf_8_fails_with_what_can_be_read(world: World) {
    let server = server(("RCPT", "550 5.1.1 Bo\u{ee}te inconnue"));
    let worker = Running::start(&world, &server.url());
    let invited = Invited::with(&world, json!({"language": "fr"})).await;
    let failed = until_delivery(&world, &invited, "failed", true).await;
    assert_eq!(failed["deliveryError"], "550 5.1.1 Bo\u{fffd}te inconnue");
    worker.stop().await;
}

/// A server that offers STARTTLS with a certificate that nobody trusts.
fn self_made() -> SmtpServer {
    SmtpServer::start(&SmtpOptions {
        starttls: true,
        ..SmtpOptions::default()
    })
    .unwrap()
}

async fn a_server_of_this_computer_may_have_a_certificate_of_its_own_making(world: World) {
    let server = self_made();
    let worker = Running::start(&world, &format!("smtp://localhost:{}", server.port()));
    let invited = Invited::to(&world).await;
    server.wait_for(1).await.unwrap();
    until_delivery(&world, &invited, "sent", false).await;
    worker.stop().await;
    assert_eq!(in_state(&world, "sent").await, 1);
}

async fn encryption_is_as_the_url_says(world: World) {
    let (encrypting, plain) = (self_made(), SmtpServer::start(&SmtpOptions::default()).unwrap());
    let not_local = |server: &SmtpServer| format!("smtp://0.0.0.0:{}", server.port());
    let untrusted = "the mail server cannot be used: its certificate ";
    let lacking = "the mail server offers no encryption, which ?tls=required in --mail-url asks for";
    for (index, (url, error)) in [
        (not_local(&encrypting), Some(untrusted)),
        (format!("{}?tls=required", encrypting.url()), Some(untrusted)),
        (format!("{}?tls=required", plain.url()), Some(lacking)),
        (format!("{}?tls=none", not_local(&encrypting)), None),
        (format!("{}?tls=opportunistic", not_local(&encrypting)), None),
        (format!("{}?tls=opportunistic", not_local(&plain)), None),
        (not_local(&plain), None),
    ]
    .into_iter()
    .enumerate()
    {
        let worker = Running::start(&world, &url);
        let invited = invite(&world, index).await;
        if let Some(words) = error {
            let waiting = until_delivery(&world, &invited, "queued", true).await;
            let said = waiting["deliveryError"].as_str().unwrap();
            assert!(
                said.starts_with(words) && !said.contains('{') && !said.contains("(Other"),
                "{url}: {said}"
            );
        } else {
            let sent: Value = until_delivery(&world, &invited, "sent", false).await;
            assert!(!sent["sentAt"].is_null(), "{url}");
        }
        worker.stop().await;
    }
}
