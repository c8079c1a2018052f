use futures_util::future::join_all;
use serde_json::json;

use crate::invited::{Invited, PASSWORD, expect_page, password, submit};
use crate::on_both_databases;
use crate::support::World;

on_both_databases!(
    a_password_accepts_the_invitation,
    administrators_are_told_of_settings_and_users,
    a_language_chosen_on_the_page_becomes_the_users,
    an_accepted_link_is_used,
    of_simultaneous_acceptances_one_wins,
    a_password_of_any_script_signs_in_afterwards,
);

async fn a_password_accepts_the_invitation(world: World) {
    let invited = Invited::to(&world).await;
    let page = invited.post(&world, &password(PASSWORD)).send().await;
    expect_page(
        &page,
        200,
        &[
            "<h1>Bienvenue, Ada</h1>",
            "<strong dir=\"ltr\">ada@login.example</strong>",
            "href=\"roster://sign-in?server=https%3A%2F%2Froster.example%2F&#38;login=ada%40login.example\"",
            "/releases\"",
            "Voir les clients de « Analytical Engines »",
        ],
    );
    assert!(
        !page.text.contains("Inviter des personnes"),
        "a user does not manage users"
    );
    assert_eq!(invited.status(&world).await, "active");
    assert_eq!(
        world
            .number("SELECT COUNT(*) FROM sessions WHERE device_name IS NULL")
            .await,
        1,
        "only Grace's"
    );
    let sign_in = json!({"loginEmail": "ada@login.example", "password": PASSWORD});
    world.post("/sessions").json(&sign_in).send().await.expect(201);
}

async fn administrators_are_told_of_settings_and_users(world: World) {
    let invited = Invited::with(&world, json!({"role": "administrator", "language": "en"})).await;
    let page = invited.post(&world, &password(PASSWORD)).send().await;
    expect_page(
        &page,
        200,
        &["Invite people and manage the users", "Change the account’s settings"],
    );
    assert!(!page.text.contains("ask an administrator"));
}

async fn a_language_chosen_on_the_page_becomes_the_users(world: World) {
    let invited = Invited::to(&world).await;
    let page = submit(&world, &format!("{}?lang=de", invited.path()), &password(PASSWORD))
        .send()
        .await;
    expect_page(&page, 200, &["<html lang=\"de\"", "<h1>Willkommen, Ada</h1>"]);
    let user = world
        .get(&format!("/users/{}", invited.user))
        .by(&invited.grace)
        .send()
        .await
        .expect(200);
    assert_eq!(user["language"], "de");
}

async fn an_accepted_link_is_used(world: World) {
    let invited = Invited::to(&world).await;
    expect_page(&invited.post(&world, &password(PASSWORD)).send().await, 200, &[]);
    let after = world.census_beside_the_log().await;
    for again in [
        invited.get(&world),
        invited.post(&world, &password("another four words")),
    ] {
        let page = again.send().await;
        expect_page(
            &page,
            410,
            &["déjà été acceptée", "prévenez Grace Hopper", "roster://sign-in?server="],
        );
        assert!(!page.text.contains("<form"));
    }
    assert_eq!(world.census_beside_the_log().await, after);
}

async fn of_simultaneous_acceptances_one_wins(world: World) {
    let invited = Invited::to(&world).await;
    let tries = (0..8).map(|number| invited.post(&world, &password(&format!("{PASSWORD} {number}"))).send());
    let pages = join_all(tries).await;
    let statuses: Vec<u16> = pages.iter().map(|page| page.status.as_u16()).collect();
    assert_eq!(
        statuses.iter().filter(|status| **status == 200).count(),
        1,
        "{statuses:?}"
    );
    assert_eq!(
        statuses.iter().filter(|status| **status == 410).count(),
        7,
        "{statuses:?}"
    );
    let winner = statuses.iter().position(|status| *status == 200).expect("a winner");
    let sign_in = json!({"loginEmail": "ada@login.example", "password": format!("{PASSWORD} {winner}")});
    world.post("/sessions").json(&sign_in).send().await.expect(201);
}

async fn a_password_of_any_script_signs_in_afterwards(world: World) {
    // Typed decomposed here, composed at the sign-in.
    let invited = Invited::to(&world).await;
    let typed = "+ été % & = 日本語 🐦 e\u{301}".to_owned() + "  ";
    expect_page(
        &invited.post(&world, &password(&typed)).send().await,
        200,
        &["Bienvenue"],
    );
    let sign_in = json!({"loginEmail": "ada@login.example", "password": "+ été % & = 日本語 🐦 é  "});
    world.post("/sessions").json(&sign_in).send().await.expect(201);
}
