use jiff::SignedDuration;
use roster_testkit::{SmtpOptions, SmtpServer};

use crate::invited::Invited;
use crate::on_both_databases;
use crate::post_office::{Running, actions, in_state, message_id, pass, pass_to_next_try, until, until_delivery};
use crate::support::World;

on_both_databases!(
    a_refusal_for_now_is_tried_again,
    a_refusal_for_good_is_shown_in_the_servers_words,
    a_server_that_is_down_undoes_nothing,
    a_wrong_password_and_an_untrusted_certificate_can_be_put_right,
    after_three_days_it_fails,
    a_try_that_was_not_noted_is_repeated_with_the_same_message_id,
    an_invitation_that_expired_waiting_is_not_sent,
);

const HOUR: SignedDuration = SignedDuration::from_hours(1);

async fn a_refusal_for_now_is_tried_again(world: World) {
    let server = SmtpServer::start(&SmtpOptions {
        fail_first: 2,
        ..SmtpOptions::default()
    })
    .unwrap();
    let worker = Running::start(&world, &server.url());
    let invited = Invited::to(&world).await;
    let waiting = until_delivery(&world, &invited, "queued", true).await;
    let error = waiting["deliveryError"].as_str().unwrap();
    assert!(
        error.starts_with("451") && error.contains("Try again later, says the test"),
        "{error}"
    );
    let revision = world.revision(invited.account).await;
    until("the third try", async || {
        pass_to_next_try(&world).await;
        in_state(&world, "sent").await == 1
    })
    .await;
    until_delivery(&world, &invited, "sent", false).await;
    assert_eq!(server.messages().await.len(), 1);
    assert_eq!(world.number("SELECT attempts FROM mails").await, 3);
    assert_eq!(
        actions(&world).await,
        ["user.created", "invitation.delayed", "invitation.sent"]
    );
    assert_eq!(
        world.revision(invited.account).await,
        revision + 1,
        "the same words again are no change"
    );
    worker.stop().await;
}

async fn a_refusal_for_good_is_shown_in_the_servers_words(world: World) {
    let refuse = |code| SmtpOptions {
        reject_recipient: Some((code, None)),
        ..SmtpOptions::default()
    };
    let server = SmtpServer::start(&refuse(550)).unwrap();
    let worker = Running::start(&world, &server.url());
    let invited = Invited::to(&world).await;
    let failed = until_delivery(&world, &invited, "failed", true).await;
    assert_eq!(failed["deliveryError"], "550 This mailbox is refused by the test");
    assert!(failed["sentAt"].is_null());
    assert_eq!(actions(&world).await.last().unwrap(), "invitation.failed");
    pass(&world, HOUR * 24);
    worker.stop().await;
    assert_eq!(
        world.number("SELECT attempts FROM mails").await,
        1,
        "a refusal for good is not tried again"
    );
    drop(server);
    // But an administrator may resend it, once the mailbox is there.
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let worker = Running::start(&world, &server.url());
    let path = format!("/users/{}/invitation/resend", invited.user);
    world.post(&path).by(&invited.grace).send().await.expect(200);
    until_delivery(&world, &invited, "sent", false).await;
    worker.stop().await;
}

async fn a_server_that_is_down_undoes_nothing(world: World) {
    let port = SmtpServer::start(&SmtpOptions::default()).unwrap().port();
    let worker = Running::start(&world, &format!("smtp://127.0.0.1:{port}"));
    let invited = Invited::to(&world).await;
    let waiting = until_delivery(&world, &invited, "queued", true).await;
    let said = waiting["deliveryError"].as_str().unwrap();
    assert!(
        said.starts_with("the mail server cannot be used: ") && said.contains("refused"),
        "{said}"
    );
    assert!(!said.contains("error: "), "only what was the cause: {said}");
    assert_eq!(invited.status(&world).await, "pending");
    let server = SmtpServer::start(&SmtpOptions {
        port: Some(port),
        ..SmtpOptions::default()
    })
    .unwrap();
    until("the server's return", async || {
        pass_to_next_try(&world).await;
        !server.messages().await.is_empty()
    })
    .await;
    let sent = until_delivery(&world, &invited, "sent", false).await;
    assert!(!sent["sentAt"].is_null());
    worker.stop().await;
}

async fn a_wrong_password_and_an_untrusted_certificate_can_be_put_right(world: World) {
    let auth = Some(("roster".to_owned(), "right".to_owned()));
    let server = SmtpServer::start(&SmtpOptions {
        auth,
        ..SmtpOptions::default()
    })
    .unwrap();
    let worker = Running::start(&world, &format!("smtp://roster:wrong@127.0.0.1:{}", server.port()));
    let invited = Invited::to(&world).await;
    let waiting = until_delivery(&world, &invited, "queued", true).await;
    assert!(
        waiting["deliveryError"].as_str().unwrap().starts_with("535"),
        "{waiting}"
    );
    worker.stop().await;

    let untrusted = SmtpServer::start(&SmtpOptions {
        starttls: true,
        ..SmtpOptions::default()
    })
    .unwrap();
    pass(&world, HOUR);
    let worker = Running::start(&world, &format!("{}?tls=required", untrusted.url()));
    until("words about the certificate", async || {
        let errors = world.texts("SELECT delivery_error FROM invitations").await;
        errors[0].to_lowercase().contains("certificate")
    })
    .await;
    assert!(
        untrusted.messages().await.is_empty(),
        "nothing goes to a server that cannot prove who it is"
    );
    worker.stop().await;

    pass(&world, HOUR * 5);
    let worker = Running::start(&world, &format!("smtp://roster:right@127.0.0.1:{}", server.port()));
    until_delivery(&world, &invited, "sent", false).await;
    worker.stop().await;
}

async fn after_three_days_it_fails(world: World) {
    let options = SmtpOptions {
        reject_recipient: Some((451, None)),
        ..SmtpOptions::default()
    };
    let server = SmtpServer::start(&options).unwrap();
    let worker = Running::start(&world, &server.url());
    let invited = Invited::to(&world).await;
    until_delivery(&world, &invited, "queued", true).await;
    until("the end of patience", async || {
        pass_to_next_try(&world).await;
        in_state(&world, "failed").await == 1
    })
    .await;
    let failed = until_delivery(&world, &invited, "failed", true).await;
    assert_eq!(failed["deliveryError"], "451 This mailbox is refused by the test");
    let waited = world.number("SELECT MAX(at) - MIN(at) FROM audit_events").await / 1_000_000 / 3_600;
    assert!(waited >= 72, "{waited} hours");
    worker.stop().await;
}

async fn a_try_that_was_not_noted_is_repeated_with_the_same_message_id(world: World) {
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let worker = Running::start(&world, &server.url());
    let invited = Invited::to(&world).await;
    until_delivery(&world, &invited, "sent", false).await;
    // As if the machine had lost power between the server's answer and the commit.
    world
        .execute("UPDATE mails SET state = 'queued', next_attempt_at = 0, sent_at = NULL")
        .await;
    pass(&world, HOUR);
    let messages = server.wait_for(2).await.unwrap();
    assert_eq!(message_id(&messages[0]), message_id(&messages[1]));
    assert_eq!(messages[0].raw.replace('\r', ""), messages[1].raw.replace('\r', ""));
    worker.stop().await;
}

async fn an_invitation_that_expired_waiting_is_not_sent(world: World) {
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let invited = Invited::to(&world).await;
    world.advance(HOUR * 24 * 7);
    let worker = Running::start(&world, &server.url());
    let failed = until_delivery(&world, &invited, "failed", true).await;
    assert!(
        failed["deliveryError"].as_str().unwrap().contains("expired before"),
        "{failed}"
    );
    worker.stop().await;
    assert!(server.messages().await.is_empty());
}
