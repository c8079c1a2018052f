//! Mail servers that do what no mail server should. Whatever one does, the mail goes out once it behaves, and until then the
//! invitation says what is the matter.

use std::time::Duration;

use roster_service::mail::MailSettings;
use roster_testkit::{Misbehaviour, SmtpOptions, SmtpServer};
use serde_json::json;

use crate::invited::Invited;
use crate::on_both_databases;
use crate::post_office::{
    Running, actions, in_state, invitation, message_id, pass_to_next_try, settings, until, until_delivery,
};
use crate::support::World;

on_both_databases!(
    one_that_refuses_everybody_is_tried_again,
    one_that_says_nothing_is_given_up_on_for_now,
    one_that_says_garbage_is_tried_again,
    one_that_hangs_up_in_the_middle_gets_the_mail_once,
    one_that_hangs_up_before_it_says_so_may_get_it_twice,
    one_that_never_says_so_may_get_it_twice,
    one_that_hides_its_encryption_is_not_told_the_password,
    an_invitation_that_ended_while_its_mail_waited_is_not_sent,
);

fn server(misbehaviour: Misbehaviour) -> SmtpServer {
    SmtpServer::start(&SmtpOptions {
        misbehaviour: Some(misbehaviour),
        ..SmtpOptions::default()
    })
    .unwrap()
}

/// So short that a test can wait for it, and long enough for a mail between two processes here.
fn impatient(server: &SmtpServer) -> MailSettings {
    MailSettings {
        patience: Duration::from_secs(2),
        ..settings(&server.url())
    }
}

/// Sends an invitation to a server that misbehaves once: what is shown meanwhile contains `words`, then it arrives. Gives how
/// many mails the server took.
async fn arrives_in_the_end(world: &World, misbehaviour: Misbehaviour, words: &str) -> usize {
    let server = server(misbehaviour);
    let worker = Running::start_with(world, impatient(&server));
    let invited = Invited::to(world).await;
    let waiting = until_delivery(world, &invited, "queued", true).await;
    let said = waiting["deliveryError"].as_str().unwrap();
    assert!(said.contains(words), "{said}");
    assert_eq!(waiting["sentAt"], json!(null));
    until("the next try", async || {
        pass_to_next_try(world).await;
        in_state(world, "sent").await == 1
    })
    .await;
    let sent = until_delivery(world, &invited, "sent", false).await;
    assert!(!sent["sentAt"].is_null());
    assert_eq!(
        actions(world).await,
        ["user.created", "invitation.delayed", "invitation.sent"]
    );
    worker.stop().await;
    let messages = server.messages().await;
    assert!(
        messages
            .iter()
            .all(|message| message_id(message) == message_id(&messages[0]))
    );
    messages.len()
}

async fn one_that_refuses_everybody_is_tried_again(world: World) {
    let words = "554 No SMTP service here, says the test";
    assert_eq!(arrives_in_the_end(&world, Misbehaviour::Refuses, words).await, 1);
}

async fn one_that_says_nothing_is_given_up_on_for_now(world: World) {
    let words = "the mail server does not answer";
    assert_eq!(arrives_in_the_end(&world, Misbehaviour::SaysNothing, words).await, 1);
}

async fn one_that_says_garbage_is_tried_again(world: World) {
    let words = "the mail server cannot be used";
    assert_eq!(arrives_in_the_end(&world, Misbehaviour::SaysGarbage, words).await, 1);
}

async fn one_that_hangs_up_in_the_middle_gets_the_mail_once(world: World) {
    let words = "the mail server cannot be used";
    assert_eq!(arrives_in_the_end(&world, Misbehaviour::HangsUpInData, words).await, 1);
}

/// At least once: nobody can know that it was taken. Its Message-ID is the same, so that a mailbox may show it once.
async fn one_that_hangs_up_before_it_says_so_may_get_it_twice(world: World) {
    let words = "the mail server cannot be used";
    assert_eq!(arrives_in_the_end(&world, Misbehaviour::DropsTheReply, words).await, 2);
}

async fn one_that_never_says_so_may_get_it_twice(world: World) {
    let words = "the mail server does not answer";
    assert_eq!(arrives_in_the_end(&world, Misbehaviour::KeepsTheReply, words).await, 2);
}

/// Somebody on the way may have taken STARTTLS out of what the server offers.
async fn one_that_hides_its_encryption_is_not_told_the_password(world: World) {
    let server = SmtpServer::start(&SmtpOptions {
        auth: Some(("roster".to_owned(), "secret".to_owned())),
        ..SmtpOptions::default()
    })
    .unwrap();
    // An address of this computer that does not look like one.
    let worker = Running::start(&world, &format!("smtp://roster:secret@0.0.0.0:{}", server.port()));
    let invited = Invited::to(&world).await;
    let waiting = until_delivery(&world, &invited, "queued", true).await;
    let said = waiting["deliveryError"].as_str().unwrap();
    assert!(
        said.contains("offers no encryption, so the password was not sent"),
        "{said}"
    );
    worker.stop().await;
    assert!(server.messages().await.is_empty());
}

async fn an_invitation_that_ended_while_its_mail_waited_is_not_sent(world: World) {
    let server = server(Misbehaviour::Refuses);
    let worker = Running::start(&world, &server.url());
    let invited = Invited::to(&world).await;
    until_delivery(&world, &invited, "queued", true).await;
    let resent = world
        .post(&format!("/users/{}/invitation/resend", invited.user))
        .by(&invited.grace)
        .send()
        .await;
    resent.expect(200);
    until_delivery(&world, &invited, "sent", false).await;
    assert!(!invitation(&world, &invited).await["sentAt"].is_null());
    pass_to_next_try(&world).await;
    worker.stop().await;
    assert_eq!(server.messages().await.len(), 1, "the first one's mail went with it");
    assert_eq!(
        (in_state(&world, "cancelled").await, in_state(&world, "sent").await),
        (1, 1)
    );
}
