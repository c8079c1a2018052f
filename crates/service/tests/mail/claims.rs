use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use roster_domain::MailWorkerId;
use roster_store::Tx;
use roster_store::mails::{self, Claim, ClaimedMail, Finished, Pick};
use roster_testkit::{SmtpOptions, SmtpServer};

use crate::invited::Invited;
use crate::on_both_databases;
use crate::post_office::{Running, in_state, invite_more, until, until_delivery};
use crate::support::World;

on_both_databases!(
    two_workers_share_the_queue_and_send_nothing_twice,
    a_mail_of_a_worker_that_died_is_sent_by_the_next,
    a_claim_that_was_lost_decides_nothing,
    at_shutdown_the_mail_in_hand_is_finished,
    a_mail_queued_by_another_process_is_noticed,
);

/// What a worker that never beats takes of the mails that one person waits for.
async fn claim(tx: &mut Tx, now: Timestamp, until: Timestamp) -> Vec<ClaimedMail> {
    let claim = Claim {
        worker: MailWorkerId::from_uuid(uuid::Uuid::from_u128(1)),
        now,
        until,
    };
    let pick = Pick {
        bulk: false,
        after: None,
        not_of: None,
        limit: 10,
    };
    mails::claim_in_turn(tx, &claim, &pick).await.unwrap()
}

async fn two_workers_share_the_queue_and_send_nothing_twice(world: World) {
    let slow = SmtpOptions {
        slow: Duration::from_millis(15),
        ..SmtpOptions::default()
    };
    let server = SmtpServer::start(&slow).unwrap();
    let invited = Invited::to(&world).await;
    invite_more(&world, &invited, 39).await;
    let workers = [
        Running::start(&world, &server.url()),
        Running::start(&world, &server.url()),
    ];
    until("all sent", async || in_state(&world, "sent").await == 40).await;
    for worker in workers {
        worker.stop().await;
    }
    let mut to: Vec<String> = server
        .messages()
        .await
        .into_iter()
        .flat_map(|message| message.to)
        .collect();
    assert_eq!(to.len(), 40);
    to.sort();
    to.dedup();
    assert_eq!(to.len(), 40, "to each once");
    assert_eq!(world.number("SELECT MAX(attempts) FROM mails").await, 1);
}

async fn a_mail_of_a_worker_that_died_is_sent_by_the_next(world: World) {
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let invited = Invited::to(&world).await;
    let now = world.app.now();
    let mut tx = world.write().await;
    let claimed = claim(&mut tx, now, now + SignedDuration::from_mins(3)).await;
    tx.commit().await.unwrap();
    assert_eq!(claimed.len(), 1);
    let worker = Running::start(&world, &server.url());
    // No time passes by the clock: on SQLite nobody else can have it in hand, elsewhere the dead worker's beats stay out.
    assert_eq!(server.wait_for(1).await.unwrap()[0].to, ["ada@mail.example"]);
    until_delivery(&world, &invited, "sent", false).await;
    worker.stop().await;
}

async fn a_claim_that_was_lost_decides_nothing(world: World) {
    Invited::to(&world).await;
    let now = world.app.now();
    let later = now + SignedDuration::from_mins(3);
    let mut tx = world.write().await;
    let first = claim(&mut tx, now, later).await.remove(0);
    assert!(claim(&mut tx, now, later).await.is_empty(), "it is taken");
    assert_eq!(mails::next_due(&mut tx, false, None).await.unwrap(), Some(later));
    let second = claim(&mut tx, later, later + SignedDuration::from_mins(3))
        .await
        .remove(0);
    assert_eq!((first.attempts, second.attempts), (1, 2));
    assert!(
        !mails::finish(&mut tx, &first, Finished::Sent, None, later)
            .await
            .unwrap()
    );
    assert!(!mails::put_back(&mut tx, &first, later, Some("late")).await.unwrap());
    assert!(
        mails::finish(&mut tx, &second, Finished::Sent, None, later)
            .await
            .unwrap()
    );
    assert!(
        !mails::finish(&mut tx, &second, Finished::Failed, Some("twice"), later)
            .await
            .unwrap()
    );
    assert_eq!(mails::next_due(&mut tx, false, None).await.unwrap(), None);
    tx.commit().await.unwrap();
}

async fn at_shutdown_the_mail_in_hand_is_finished(world: World) {
    let slow = SmtpOptions {
        slow: Duration::from_millis(700),
        ..SmtpOptions::default()
    };
    let server = SmtpServer::start(&slow).unwrap();
    let worker = Running::start(&world, &server.url());
    let invited = Invited::to(&world).await;
    until("a mail in hand", async || {
        world
            .number("SELECT COUNT(*) FROM mails WHERE claimed_until IS NOT NULL")
            .await
            == 1
    })
    .await;
    worker.app.shutdown.cancel();
    invite_more(&world, &invited, 1).await;
    worker.stop().await;
    assert_eq!(
        server.messages().await.len(),
        1,
        "it was taken before the worker ended, and the other mail was not"
    );
    assert_eq!(
        (in_state(&world, "sent").await, in_state(&world, "queued").await),
        (1, 1)
    );
    until_delivery(&world, &invited, "sent", false).await;
}

async fn a_mail_queued_by_another_process_is_noticed(world: World) {
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let worker = Running::start(&world, &server.url());
    let account = world.account().await;
    // Written straight into the database: nobody tells the worker.
    world.pending(account).await;
    server.wait_for(1).await.unwrap();
    until("noted", async || in_state(&world, "sent").await == 1).await;
    worker.stop().await;
}
