//! The quota of invitations.

use std::num::NonZeroU32;

use axum::Router;
use futures_util::future::join_all;
use jiff::SignedDuration;
use roster_domain::{Quota, Rights, Role};
use serde_json::json;

use crate::support::{Answer, Person, World, invitation_form};

/// A node of the same service on which three invitations a day are allowed.
fn three_a_day(world: &World) -> Router {
    world.with_settings(|settings| settings.invitation_quota = Quota::a_day(NonZeroU32::new(3).unwrap()))
}

async fn invite(world: &World, node: &Router, by: &Person, name: &str) -> Answer {
    let form = invitation_form(&format!("{name}@example.com"));
    world.post("/users").by(by).to(node).json(&form).send().await
}

#[track_caller]
fn expect_over(answer: &Answer, seconds: u32) {
    answer.expect_problem(429, "invitation-quota");
    assert_eq!(answer.header("retry-after"), Some(seconds.to_string().as_str()));
}

async fn an_account_sends_as_many_invitations_as_it_may_and_no_more(world: World) {
    let (account, elsewhere) = (world.account().await, world.account().await);
    let (ada, grace) = (world.administrator(account).await, world.administrator(account).await);
    let stranger = world.administrator(elsewhere).await;
    let (pending, removed) = (world.pending(account).await, world.removed(account).await);
    let (one, other) = (three_a_day(&world), three_a_day(&world));
    invite(&world, &one, &ada, "a").await.expect(201);
    invite(&world, &other, &grace, "b").await.expect(201);
    world.advance(SignedDuration::from_mins(10));
    let resend = || world.post(&pending.path("/invitation/resend")).by(&ada).to(&one);
    resend().send().await.expect(200);
    let before = world.census().await;
    let moved = json!({ "communicationEmail": "elsewhere@mail.example" });
    let edit = |body| {
        world
            .patch(&pending.path(""))
            .by(&grace)
            .to(&one)
            .header("if-match", "*")
            .json(body)
    };
    for over in [
        invite(&world, &one, &ada, "c").await,
        invite(&world, &other, &grace, "c").await,
        resend().send().await,
        world.post(&removed.path("/restore")).by(&ada).to(&other).send().await,
        edit(&moved).send().await,
    ] {
        // Eight hours for each, less the ten minutes in which the first two began to come back.
        expect_over(&over, 8 * 3_600 - 600);
    }
    assert_eq!(world.census().await, before);
    // What sends no invitation goes on, and so does another account.
    edit(&json!({ "firstName": "Augusta" })).send().await.expect(200);
    let link = world.post(&pending.path("/invitation/link")).by(&ada).to(&one);
    link.send().await.expect(200);
    invite(&world, &one, &stranger, "d").await.expect(201);
    world.advance(SignedDuration::from_mins(8 * 60 - 10));
    invite(&world, &one, &ada, "c").await.expect(201);
    expect_over(&invite(&world, &other, &ada, "e").await, 8 * 3_600);
}

async fn of_simultaneous_ones_as_many_as_are_left_are_sent(world: World) {
    let account = world.account().await;
    let ada = world.administrator(account).await;
    let (one, other) = (three_a_day(&world), three_a_day(&world));
    let tries = (0..8).map(|number| {
        let node = if number % 2 == 0 { &one } else { &other };
        let name = format!("n{number}");
        let (world, ada) = (&world, &ada);
        async move { invite(world, node, ada, &name).await }
    });
    let answers = join_all(tries).await;
    let count = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((count(201), count(429)), (3, 5));
}

async fn each_row_of_a_bulk_stands_alone(world: World) {
    let account = world.account().await;
    let ada = world.active(account, Rights::new(Role::Administrator, false)).await;
    let node = three_a_day(&world);
    let bulk = async |names: &[&str]| {
        let forms: Vec<_> = names
            .iter()
            .map(|name| invitation_form(&format!("{name}@example.com")))
            .collect();
        let call = world.post("/users/bulk").by(&ada).to(&node);
        let results = call.json(&json!({ "users": forms })).send().await.expect(200);
        let results = results["results"].as_array().expect("results").clone();
        results
            .iter()
            .map(|row| row["problem"]["code"].as_str().unwrap_or("sent").to_owned())
            .collect::<Vec<_>>()
    };
    // What is refused for another reason costs nothing.
    assert_eq!(
        bulk(&["a", "a", "@"]).await,
        ["sent", "login-email-taken", "invalid-fields"]
    );
    assert_eq!(
        bulk(&["a", "b", "c", "d"]).await,
        ["login-email-taken", "sent", "sent", "invitation-quota"]
    );
    expect_over(&invite(&world, &node, &ada, "d").await, 8 * 3_600);
    assert_eq!(bulk(&["e", "f"]).await, ["invitation-quota", "invitation-quota"]);
}

async fn a_clock_that_is_put_back_shuts_nobody_out(world: World) {
    let account = world.account().await;
    let ada = world.administrator(account).await;
    let node = three_a_day(&world);
    let ahead = SignedDuration::from_hours(5 * 24);
    world.advance(ahead);
    invite(&world, &node, &ada, "a").await.expect(201);
    world.advance(-ahead);
    invite(&world, &node, &ada, "b").await.expect(201);
    world.advance(ahead);
    world.advance(SignedDuration::from_hours(24));
    for name in ["c", "d", "e"] {
        invite(&world, &node, &ada, name).await.expect(201);
    }
    world.advance(-ahead);
    expect_over(&invite(&world, &node, &ada, "f").await, 8 * 3_600);
    let retry_base = SignedDuration::from_secs(30);
    roster_service::terms::put_right(&world.app, retry_base)
        .await
        .expect("terms");
    world.advance(SignedDuration::from_hours(8));
    invite(&world, &node, &ada, "f").await.expect(201);
}

async fn a_key_that_met_the_quota_may_be_used_again(world: World) {
    let account = world.account().await;
    let ada = world.administrator(account).await;
    let node = three_a_day(&world);
    for name in ["a", "b", "c"] {
        invite(&world, &node, &ada, name).await.expect(201);
    }
    let form = invitation_form("d@example.com");
    let call = || {
        world
            .post("/users")
            .by(&ada)
            .to(&node)
            .idempotency_key("once")
            .json(&form)
    };
    expect_over(&call().send().await, 8 * 3_600);
    world.advance(SignedDuration::from_hours(8));
    call().send().await.expect(201);
    call().send().await.expect(201);
    let invited = "SELECT COUNT(*) FROM mails WHERE kind = 'invitation'";
    assert_eq!(world.number(invited).await, 4);
}

crate::on_both_databases!(
    an_account_sends_as_many_invitations_as_it_may_and_no_more,
    of_simultaneous_ones_as_many_as_are_left_are_sent,
    each_row_of_a_bulk_stands_alone,
    a_clock_that_is_put_back_shuts_nobody_out,
    a_key_that_met_the_quota_may_be_used_again,
);
