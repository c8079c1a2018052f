//! Sign-ins that come all at once.

use futures_util::future::join_all;
use serde_json::json;

use crate::attempts::expect_wait;
use crate::passwords::{OTHER_PASSWORD, PASSWORD, credentials};
use crate::support::World;

/// On two nodes, so that it is the database that counts.
async fn a_hundred_wrong_passwords_are_counted_exactly(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let other_node = world.another_node().await;
    let tries = (0..100).map(|number| {
        let wrong = format!("walnut orbit lantern {number}");
        let call = world.post("/sessions").json(&credentials(&person.login_email, &wrong));
        if number % 2 == 0 {
            call.send()
        } else {
            call.to(&other_node).send()
        }
    });
    let answers = join_all(tries).await;
    let count = |status: u16| answers.iter().filter(|answer| answer.status.as_u16() == status).count();
    assert_eq!((count(401), count(429)), (9, 91));
    let counted = world.number("SELECT MIN(failures) FROM attempts").await;
    assert_eq!(counted, 10, "of the login");
    assert_eq!(world.count_sessions(&person).await, 1, "the one they had");
    expect_wait(&world.try_sign_in(&person.login_email, PASSWORD).await, 15);
}

async fn nobody_is_slowed_down_by_signing_in_often(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let tries = (0..40).map(|_| world.try_sign_in(&person.login_email, PASSWORD));
    for answer in join_all(tries).await {
        answer.expect(201);
    }
    assert_eq!(world.number("SELECT COUNT(*) FROM attempts").await, 0);
}

/// Where too many passwords wait to be hashed, whoever comes after is told so at once; nothing is counted, nothing used up.
async fn the_line_for_hashing_is_bounded(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let invited = world.pending(account).await;
    let link = world.link_of(&invited).await;
    let change = json!({ "currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD });
    let change = || world.post("/me/password").by(&person).json(&change).send();
    let places: Vec<_> = std::iter::from_fn(|| world.app.hasher.place()).collect();
    expect_wait(&world.try_sign_in(&person.login_email, PASSWORD).await, 1);
    expect_wait(&world.accept(&link, PASSWORD).await, 1);
    expect_wait(&change().await, 1);
    world.get("/me").by(&person).send().await.expect(200);
    assert_eq!(world.number("SELECT COUNT(*) FROM attempts").await, 0);
    drop(places);
    world.try_sign_in(&person.login_email, PASSWORD).await.expect(201);
    world.accept(&link, PASSWORD).await.expect(201);
    change().await.expect(204);
}

crate::on_both_databases!(
    a_hundred_wrong_passwords_are_counted_exactly,
    nobody_is_slowed_down_by_signing_in_often,
    the_line_for_hashing_is_bounded,
);
