//! Invitations and passwords of one's own, tried too often.

use jiff::SignedDuration;
use roster_domain::{Rights, Role};
use serde_json::json;

use crate::attempts::{expect_wait, wrong_at_once};
use crate::passwords::{OTHER_PASSWORD, PASSWORD};
use crate::support::World;

async fn the_current_password_is_not_guessed_for_ever(world: World) {
    let account = world.account().await;
    let person = world.with_password(account, Rights::new(Role::User, false)).await;
    let other = world.sign_in(&person).await;
    let own = person.token.clone().expect("a token");
    let wrong = json!({ "currentPassword": wrong_at_once(), "newPassword": OTHER_PASSWORD });
    for _ in 0..9 {
        let answer = world.post("/me/password").by(&person).json(&wrong).send().await;
        answer.expect_problem(403, "wrong-password");
    }
    let guess = json!({ "currentPassword": "not the one at all", "newPassword": OTHER_PASSWORD });
    expect_wait(&world.post("/me/password").by(&person).json(&guess).send().await, 15);
    let short = json!({ "currentPassword": PASSWORD, "newPassword": "short" });
    let answer = world.post("/me/password").by(&person).json(&short).send().await;
    answer.expect_field_faults(&[("newPassword", "too-short")]);
    let right = json!({ "currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD });
    let send = |token: &str| {
        world
            .post("/me/password")
            .bearer(token)
            .idempotency_key("right")
            .json(&right)
            .send()
    };
    expect_wait(&send(&own).await, 15);
    world.advance(SignedDuration::from_secs(15));
    send(&own).await.expect(204);
    world
        .get("/me")
        .bearer(&other)
        .send()
        .await
        .expect_problem(401, "session-required");
}

async fn another_session_of_the_same_user_goes_on(world: World) {
    let account = world.account().await;
    let person = world.with_password(account, Rights::new(Role::User, false)).await;
    let other = world.sign_in(&person).await;
    let wrong = json!({ "currentPassword": wrong_at_once(), "newPassword": OTHER_PASSWORD });
    for _ in 0..9 {
        let answer = world.post("/me/password").by(&person).json(&wrong).send().await;
        answer.expect_problem(403, "wrong-password");
    }
    expect_wait(&world.post("/me/password").by(&person).json(&wrong).send().await, 15);
    let right = json!({ "currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD });
    world
        .post("/me/password")
        .bearer(&other)
        .json(&right)
        .send()
        .await
        .expect(204);
}

async fn a_link_takes_some_tries_until_the_password_is_good_enough(world: World) {
    let account = world.account().await;
    let (person, other) = (world.pending(account).await, world.pending(account).await);
    let (link, other) = (world.link_of(&person).await, world.link_of(&other).await);
    for _ in 0..29 {
        world.accept(&link, "short").await.expect_problem(422, "invalid-fields");
    }
    expect_wait(&world.accept(&link, "short").await, 15);
    expect_wait(&world.accept(&link, PASSWORD).await, 15);
    world.accept(&other, PASSWORD).await.expect(201);
    world.advance(SignedDuration::from_secs(15));
    world.accept(&link, PASSWORD).await.expect(201);
}

async fn links_are_not_guessed_for_ever(world: World) {
    let account = world.account().await;
    let person = world.pending(account).await;
    let link = world.link_of(&person).await;
    for number in 0..99 {
        let guess = format!("{number:0>43}");
        world
            .accept(&guess, PASSWORD)
            .await
            .expect_problem(404, "invitation-unknown");
    }
    expect_wait(&world.accept("nonsense", PASSWORD).await, 15);
    expect_wait(&world.accept(&link, PASSWORD).await, 15);
    expect_wait(&world.try_sign_in("nobody@example.com", PASSWORD).await, 15);
    let body = json!({ "token": link, "password": PASSWORD });
    let elsewhere = world.post("/invitations/accept").sent_from([192, 0, 2, 1]).json(&body);
    elsewhere.send().await.expect(201);
}

crate::on_both_databases!(
    the_current_password_is_not_guessed_for_ever,
    another_session_of_the_same_user_goes_on,
    a_link_takes_some_tries_until_the_password_is_good_enough,
    links_are_not_guessed_for_ever,
);
