//! `GET /users/ID`.

use jiff::SignedDuration;
use serde_json::json;

use crate::support::World;

async fn anyone_of_the_account_is_shown_to_its_administrators(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let people = [
        (world.member(account).await, "active"),
        (world.pending(account).await, "pending"),
        (world.removed(account).await, "removed"),
        (administrator.clone(), "active"),
    ];
    for (user, status) in people {
        let answer = world.get(&user.path("")).by(&administrator).send().await;
        let shown = answer.expect(200);
        assert_eq!((&shown["id"], &shown["status"]), (&json!(user.id), &json!(status)));
        assert_eq!(shown["loginEmail"], json!(user.login_email));
        assert_eq!(shown["invitation"].is_null(), status != "pending");
        assert_eq!(
            (answer.etag().as_str(), answer.header("content-type")),
            ("\"1\"", Some("application/json"))
        );
    }
    let own = world
        .get(&administrator.path(""))
        .by(&administrator)
        .send()
        .await
        .expect(200);
    assert_eq!(own["lastActiveAt"], json!(world.app.now().to_string()));
}

async fn an_invitation_expires_the_moment_its_term_ends(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let user = world.pending(account).await;
    let expired = async || {
        let shown = world.get(&user.path("")).by(&administrator).send().await.expect(200);
        shown["invitation"]["expired"].as_bool().unwrap()
    };
    world.advance(SignedDuration::from_hours(7 * 24) - SignedDuration::from_micros(1));
    assert!(!expired().await);
    world.advance(SignedDuration::from_micros(1));
    assert!(expired().await);
}

async fn a_session_that_has_run_out_shows_nothing(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let other = world.administrator(account).await;
    for header in ["", "Bearer", "Bearer ", "Bearer x", "Basic YTpi", "Token x"] {
        let answer = world.get("/users").header("authorization", header).send().await;
        answer.expect_problem(401, "session-required");
    }
    let token = administrator.token.clone().unwrap();
    world
        .get("/users")
        .header("authorization", &format!("bearer  {token}"))
        .send()
        .await
        .expect(200);
    world.advance(SignedDuration::from_hours(30 * 24));
    for who in [&administrator, &other] {
        world
            .get(&other.path(""))
            .by(who)
            .send()
            .await
            .expect_problem(401, "session-required");
    }
}

crate::on_both_databases!(
    anyone_of_the_account_is_shown_to_its_administrators,
    an_invitation_expires_the_moment_its_term_ends,
    a_session_that_has_run_out_shows_nothing,
);
