use jiff::SignedDuration;
use serde_json::json;

use crate::invited::{Invited, PASSWORD, expect_page, password, token};
use crate::on_both_databases;
use crate::support::World;

on_both_databases!(
    an_expired_link_says_whom_to_ask,
    a_resent_invitation_ends_the_link_before_it,
    a_deleted_invitation_is_explained,
    one_who_cannot_help_is_not_named,
    an_invitation_from_the_command_line_names_nobody,
    a_broken_database_is_not_the_readers_fault,
);

async fn an_expired_link_says_whom_to_ask(world: World) {
    let invited = Invited::to(&world).await;
    world.advance(SignedDuration::from_hours(7 * 24));
    for call in [invited.get(&world), invited.post(&world, &password(PASSWORD))] {
        let page = call.send().await;
        expect_page(
            &page,
            410,
            &[
                "Cette invitation a expiré",
                "9 mars 2026 à 09:00 (UTC)",
                "Demandez à Grace Hopper",
            ],
        );
        assert!(!page.text.contains("<form") && !page.text.contains("ada@login.example"));
    }
    assert_eq!(invited.status(&world).await, "pending");
    let log = world.get("/audit?action=invitation.refused").by(&invited.grace);
    let log = log.send().await.expect(200);
    assert_eq!(log["items"].as_array().map(Vec::len), Some(1), "to look is no attempt");
    assert_eq!(log["items"][0]["changes"]["reason"]["after"], "invitation-expired");
}

async fn a_resent_invitation_ends_the_link_before_it(world: World) {
    let invited = Invited::to(&world).await;
    world
        .post(&format!("/users/{}/invitation/resend", invited.user))
        .by(&invited.grace)
        .send()
        .await
        .expect(200);
    for call in [invited.get(&world), invited.post(&world, &password(PASSWORD))] {
        expect_page(
            &call.send().await,
            410,
            &[
                "plus valable",
                "Cherchez un e-mail plus récent",
                "adressez-vous à Grace Hopper",
            ],
        );
    }
    let newer = Invited {
        token: token(&world, invited.user).await,
        ..invited
    };
    expect_page(&newer.get(&world).send().await, 200, &["<form"]);
}

async fn a_deleted_invitation_is_explained(world: World) {
    let invited = Invited::to(&world).await;
    world
        .delete(&format!("/users/{}", invited.user))
        .by(&invited.grace)
        .send()
        .await
        .expect(204);
    for call in [invited.get(&world), invited.post(&world, &password(PASSWORD))] {
        let page = call.send().await;
        // Nobody knows their language any more: the account's.
        expect_page(
            &page,
            410,
            &["<html lang=\"en\"", "no longer valid", "ask Grace Hopper"],
        );
        assert!(!page.text.contains("ada@login.example"));
    }
}

async fn one_who_cannot_help_is_not_named(world: World) {
    let invited = Invited::to(&world).await;
    let other = world.billing_administrator(invited.account).await;
    world
        .post(&format!("/users/{}/invitation/resend", invited.user))
        .by(&other)
        .send()
        .await
        .expect(200);
    world
        .delete(&invited.grace.path(""))
        .by(&other)
        .send()
        .await
        .expect(204);
    let page = invited.get(&world).send().await;
    expect_page(&page, 410, &["à l’administration de « Analytical Engines »"]);
    assert!(!page.text.contains("Hopper"));
}

async fn an_invitation_from_the_command_line_names_nobody(world: World) {
    let account = world.account().await;
    let ada = world.pending(account).await;
    let path = format!("//invitations/{}", token(&world, ada.id).await);
    let page = world.get(&path).send().await;
    expect_page(&page, 200, &["You have been invited to Analytical Engines"]);
    assert!(!page.text.contains("Invited by"));
    world.advance(SignedDuration::from_hours(8 * 24));
    expect_page(
        &world.get(&path).send().await,
        410,
        &["Ask an administrator of Analytical Engines"],
    );
}

async fn a_broken_database_is_not_the_readers_fault(world: World) {
    let invited = Invited::with(&world, json!({})).await;
    world.store().close().await;
    for call in [invited.get(&world), invited.post(&world, &password(PASSWORD))] {
        let page = call.header("accept-language", "fr").send().await;
        expect_page(
            &page,
            503,
            &["momentanément injoignable", "votre invitation tient toujours"],
        );
        assert_eq!(page.header("retry-after"), Some("2"));
        assert!(
            !page.text.to_lowercase().contains("pool"),
            "no inner words: {}",
            page.text
        );
    }
}
