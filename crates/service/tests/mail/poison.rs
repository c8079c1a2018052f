use roster_testkit::{SmtpOptions, SmtpServer};

use crate::invited::Invited;
use crate::on_both_databases;
use crate::post_office::{Running, in_state, invite_more, until, until_delivery};
use crate::support::World;

on_both_databases!(
    a_mail_that_cannot_be_written_fails_and_holds_up_no_other,
    a_mail_about_nobody_is_dropped
);

async fn a_mail_that_cannot_be_written_fails_and_holds_up_no_other(world: World) {
    for damage in ["kind = 'no such kind'", "details = 'not JSON'", "recipient = 'nobody'"] {
        let world = if world.is_postgres() {
            World::on_postgres().await
        } else {
            World::on_sqlite().await
        };
        let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
        let invited = Invited::to(&world).await;
        world.execute(&format!("UPDATE mails SET {damage}")).await;
        invite_more(&world, &invited, 5).await;
        let worker = Running::start(&world, &server.url());
        let failed = until_delivery(&world, &invited, "failed", true).await;
        assert!(
            failed["deliveryError"]
                .as_str()
                .unwrap()
                .contains("could not be written"),
            "{damage}: {failed}"
        );
        assert_eq!(server.wait_for(5).await.unwrap().len(), 5);
        until("the others noted", async || in_state(&world, "sent").await == 5).await;
        worker.stop().await;
    }
}

async fn a_mail_about_nobody_is_dropped(world: World) {
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    Invited::to(&world).await;
    world.execute("UPDATE mails SET invitation_id = NULL").await;
    let worker = Running::start(&world, &server.url());
    until("dropped", async || in_state(&world, "cancelled").await == 1).await;
    worker.stop().await;
    assert!(server.messages().await.is_empty());
}
