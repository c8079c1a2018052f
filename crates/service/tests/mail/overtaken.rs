//! Invitations that change while their mail waits or is under way.

use std::time::Duration;

use jiff::SignedDuration;
use roster_testkit::{SmtpOptions, SmtpServer};

use crate::invited::{Invited, PASSWORD, expect_page, password, token};
use crate::on_both_databases;
use crate::post_office::{Running, actions, in_state, message_id, pass, token_in, until, until_delivery};
use crate::support::World;

on_both_databases!(
    a_revoked_invitation_is_not_sent,
    a_link_copied_before_the_mail_goes_is_the_link_in_the_mail,
    a_link_copied_while_the_mail_is_under_way_is_sent_after_it,
    an_invitation_accepted_while_its_mail_is_under_way_was_sent,
    an_invitation_accepted_before_its_mail_goes_needs_none,
);

fn slow() -> SmtpServer {
    SmtpServer::start(&SmtpOptions {
        slow: Duration::from_millis(700),
        ..SmtpOptions::default()
    })
    .unwrap()
}

async fn copy_link(world: &World, invited: &Invited) -> String {
    let path = format!("/users/{}/invitation/link", invited.user);
    let link = world.post(&path).by(&invited.grace).send().await.expect(200);
    link["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

async fn a_revoked_invitation_is_not_sent(world: World) {
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let invited = Invited::to(&world).await;
    world
        .post(&format!("/users/{}/invitation/resend", invited.user))
        .by(&invited.grace)
        .send()
        .await
        .expect(200);
    let gone = crate::post_office::invite_more(&world, &invited, 1).await[0];
    world
        .delete(&format!("/users/{gone}"))
        .by(&invited.grace)
        .send()
        .await
        .expect(204);
    // Whatever the writes have done to the queue, the worker looks for itself.
    world.execute("UPDATE mails SET state = 'queued'").await;
    let worker = Running::start(&world, &server.url());
    until("an empty queue", async || in_state(&world, "queued").await == 0).await;
    worker.stop().await;
    let messages = server.messages().await;
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert_eq!(token_in(&messages[0]), token(&world, invited.user).await);
    assert_eq!(in_state(&world, "cancelled").await, 2);
}

async fn a_link_copied_before_the_mail_goes_is_the_link_in_the_mail(world: World) {
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let invited = Invited::to(&world).await;
    let copied = copy_link(&world, &invited).await;
    let worker = Running::start(&world, &server.url());
    assert_eq!(token_in(&server.wait_for(1).await.unwrap()[0]), copied);
    until_delivery(&world, &invited, "sent", false).await;
    worker.stop().await;
}

async fn a_link_copied_while_the_mail_is_under_way_is_sent_after_it(world: World) {
    let server = slow();
    let worker = Running::start(&world, &server.url());
    let invited = Invited::to(&world).await;
    server.wait_for_arrival().await.unwrap();
    let copied = copy_link(&world, &invited).await;
    let messages = server.wait_for(2).await.unwrap();
    assert_eq!(
        (token_in(&messages[0]), token_in(&messages[1])),
        (invited.token.clone(), copied)
    );
    assert_ne!(
        message_id(&messages[0]),
        message_id(&messages[1]),
        "no reader's program takes it for a duplicate"
    );
    until_delivery(&world, &invited, "sent", false).await;
    worker.stop().await;
    assert_eq!(server.messages().await.len(), 2);
}

async fn an_invitation_accepted_while_its_mail_is_under_way_was_sent(world: World) {
    let server = slow();
    let worker = Running::start(&world, &server.url());
    let invited = Invited::to(&world).await;
    server.wait_for_arrival().await.unwrap();
    expect_page(&invited.post(&world, &password(PASSWORD)).send().await, 200, &[]);
    server.wait_for(1).await.unwrap();
    until("noted", async || {
        actions(&world).await.iter().any(|action| action == "invitation.sent")
    })
    .await;
    assert_eq!(in_state(&world, "sent").await, 1);
    pass(&world, SignedDuration::from_hours(1));
    worker.stop().await;
    assert_eq!(server.messages().await.len(), 1);
}

async fn an_invitation_accepted_before_its_mail_goes_needs_none(world: World) {
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let invited = Invited::to(&world).await;
    expect_page(&invited.post(&world, &password(PASSWORD)).send().await, 200, &[]);
    world.execute("UPDATE mails SET state = 'queued'").await;
    let worker = Running::start(&world, &server.url());
    until("an empty queue", async || in_state(&world, "cancelled").await == 1).await;
    worker.stop().await;
    assert!(server.messages().await.is_empty());
}
