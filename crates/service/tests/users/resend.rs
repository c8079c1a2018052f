//! `POST /users/ID/invitation/resend`.

use jiff::SignedDuration;
use roster_domain::Delivery;
use roster_store::invitations;
use serde_json::{Value, json};

use crate::support::World;

async fn the_new_link_counts_and_the_old_one_ends(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let user = world.pending(account).await;
    let old = world.open_invitation(user.id).await.unwrap();
    let revision = world.revision(account).await;
    world.advance(SignedDuration::from_hours(8 * 24));
    let shown = world.get(&user.path("")).by(&administrator).send().await.expect(200);
    assert_eq!(shown["invitation"]["expired"], true);
    let answer = world
        .post(&user.path("/invitation/resend"))
        .by(&administrator)
        .send()
        .await;
    let shown = answer.expect(200);
    assert_eq!((&shown["status"], &shown["version"]), (&json!("pending"), &json!(1)));
    assert_eq!(
        (&shown["invitation"]["expired"], &shown["invitation"]["delivery"]),
        (&json!(false), &json!("queued"))
    );
    let expires_at = (world.app.now() + SignedDuration::from_hours(7 * 24)).to_string();
    assert_eq!(shown["invitation"]["expiresAt"], json!(expires_at));
    assert!(!answer.text.contains("/invitations/"), "no link is in the reply");
    let new = world.open_invitation(user.id).await.unwrap();
    assert_ne!(new.id, old.id);
    let state = format!("SELECT state FROM invitations WHERE id = {}", world.literal(old.id));
    assert_eq!(world.texts(&state).await, ["revoked"]);
    assert_eq!(
        world.texts("SELECT state FROM mails ORDER BY state").await,
        ["cancelled", "queued"]
    );
    assert_eq!(world.revision(account).await, revision + 1);
    let record = world.record(&user).await.unwrap();
    assert_eq!(
        (record.revision, record.version),
        (revision + 1, 1),
        "it is a change, but no edit"
    );
    assert_eq!(
        changes(&world, "invitation.resent").await,
        json!({ "expiresAt": { "before": "2026-03-09T09:00:00Z", "after": expires_at } })
    );
}

/// Of the one event there is.
async fn changes(world: &World, action: &str) -> Value {
    assert_eq!(world.texts("SELECT action FROM audit_events").await, [action]);
    let changes = world.texts("SELECT changes FROM audit_events").await;
    serde_json::from_str(&changes[0]).unwrap()
}

async fn the_log_says_what_became_of_the_mail(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let user = world.pending(account).await;
    let old = world.open_invitation(user.id).await.unwrap();
    let mut tx = world.write().await;
    invitations::set_delivery(&mut tx, old.id, Delivery::Failed, Some("No such mailbox"), None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.advance(SignedDuration::from_hours(1));
    let call = world.post(&user.path("/invitation/resend")).by(&administrator);
    call.send().await.expect(200);
    assert_eq!(
        changes(&world, "invitation.resent").await,
        json!({
            "expiresAt": { "before": "2026-03-09T09:00:00Z", "after": "2026-03-09T10:00:00Z" },
            "delivery": { "before": "failed", "after": "queued" },
            "deliveryError": { "before": "No such mailbox", "after": null },
        })
    );
}

async fn only_an_invitation_is_resent(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let people = [world.member(account).await, world.removed(account).await];
    let before = world.census().await;
    for user in people {
        for verb in ["/invitation/resend", "/invitation/link"] {
            world
                .post(&user.path(verb))
                .by(&administrator)
                .send()
                .await
                .expect_problem(409, "wrong-status");
        }
    }
    assert_eq!(world.census().await, before);
}

async fn of_many_at_once_one_link_is_open(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let user = world.pending(account).await;
    let calls = (0..20).map(|index| {
        let verb = if index % 2 == 0 {
            "/invitation/resend"
        } else {
            "/invitation/link"
        };
        tokio::spawn(world.post(&user.path(verb)).by(&administrator).send())
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().expect(200);
    }
    assert_eq!(
        world
            .number("SELECT COUNT(*) FROM invitations WHERE state = 'open'")
            .await,
        1
    );
    assert_eq!(
        world
            .number("SELECT COUNT(*) FROM invitations WHERE state = 'revoked'")
            .await,
        20
    );
    assert_eq!(
        world.number("SELECT COUNT(*) FROM mails WHERE state = 'queued'").await,
        1
    );
}

crate::on_both_databases!(
    the_new_link_counts_and_the_old_one_ends,
    the_log_says_what_became_of_the_mail,
    only_an_invitation_is_resent,
    of_many_at_once_one_link_is_open,
);
