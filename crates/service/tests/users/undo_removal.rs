//! `POST /users/ID/undo-removal`.

use jiff::SignedDuration;
use roster_domain::{Rights, Role};
use serde_json::{Value, json};

use crate::support::{Answer, Person, World};

const PASSWORD: &str = "walnut orbit lantern";

async fn someone(world: &World, holder: &Person) -> Person {
    let hash = world.app.hasher.hash(PASSWORD.into()).await;
    world
        .add(holder.account, |user| {
            user.rights = Rights::new(Role::Administrator, true);
            user.password_hash = Some(hash);
        })
        .await
}

async fn remove(world: &World, user: &Person, by: &Person) {
    world.delete(&user.path("")).by(by).send().await.expect(204);
}

async fn undo(world: &World, user: &Person, by: &Person) -> Answer {
    world.post(&user.path("/undo-removal")).by(by).send().await
}

async fn sign_in(world: &World, user: &Person) -> Answer {
    let body = json!({ "loginEmail": user.login_email, "password": PASSWORD });
    world.post("/sessions").json(&body).send().await
}

async fn whoever_removed_a_user_gives_them_back_what_they_had(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let user = someone(&world, &holder).await;
    let before = world.get(&user.path("")).by(&holder).send().await.expect(200);
    let cursor = world.get("/changes").by(&holder).send().await.expect(200)["cursor"].clone();
    remove(&world, &user, &holder).await;
    sign_in(&world, &user).await.expect_problem(401, "invalid-credentials");
    world.advance(SignedDuration::from_secs(60) - SignedDuration::from_micros(1));
    let revision = world.revision(account).await;
    let answer = undo(&world, &user, &holder).await;
    let mut after = answer.expect(200);
    assert_eq!(answer.etag(), "\"3\"");
    assert_eq!(after["status"], "active");
    assert_eq!(world.revision(account).await, revision + 1);
    assert_eq!(world.get(&user.path("")).by(&holder).send().await.expect(200), after);
    let after_cursor = format!("/changes?after={}", cursor.as_str().expect("a cursor"));
    let changes = world.get(&after_cursor).by(&holder).send().await.expect(200);
    assert_eq!(changes["items"][0]["user"], after);
    for field in ["version", "updatedAt", "lastActiveAt"] {
        after[field] = before[field].clone();
    }
    assert_eq!(after, before, "rights, addresses and names are as they were");
    let ended = world.get("/me").by(&user).send().await;
    ended.expect_problem(401, "session-required");
    sign_in(&world, &user).await.expect(201);
    let log = world.get("/audit?action=user.removal-undone").by(&holder).send().await;
    let log = log.expect(200);
    assert_eq!(log["items"][0]["actor"]["id"], holder.id.to_string());
    assert_eq!(
        log["items"][0]["changes"],
        json!({ "status": { "before": "removed", "after": "active" } })
    );
    let told = "SELECT kind FROM mails WHERE invitation_id IS NULL ORDER BY created_at, kind";
    assert_eq!(world.texts(told).await, ["access-removed", "access-returned"]);
    undo(&world, &user, &holder).await.expect_problem(409, "wrong-status");
}

async fn after_a_minute_it_is_too_late(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let user = someone(&world, &holder).await;
    remove(&world, &user, &holder).await;
    world.advance(SignedDuration::from_secs(60));
    let before = world.census().await;
    undo(&world, &user, &holder).await.expect_problem(409, "too-late");
    assert_eq!(world.census().await, before);
    roster_service::upkeep::forget(&world.app).await.unwrap();
    assert_eq!(
        world.number("SELECT COUNT(*) FROM removals").await,
        0,
        "with the password"
    );
    undo(&world, &user, &holder).await.expect_problem(409, "too-late");
    let earlier = world.removed(account).await;
    undo(&world, &earlier, &holder).await.expect_problem(409, "too-late");
}

async fn only_whoever_removed_them_and_still_may(world: World) {
    let account = world.account().await;
    let (holder, other) = (
        world.billing_administrator(account).await,
        world.administrator(account).await,
    );
    let (user, stranger) = (someone(&world, &holder).await, world.account().await);
    let stranger = world.billing_administrator(stranger).await;
    remove(&world, &user, &other).await;
    undo(&world, &user, &holder)
        .await
        .expect_problem(403, "removed-by-another");
    undo(&world, &user, &stranger).await.expect_problem(404, "not-found");
    let member = world.member(account).await;
    undo(&world, &user, &member)
        .await
        .expect_problem(403, "administrator-required");
    undo(&world, &member, &other).await.expect_problem(409, "wrong-status");
    let demoted = json!({ "role": "user" });
    let edit = world.patch(&other.path("")).by(&holder).if_match(1).json(&demoted);
    edit.send().await.expect(200);
    undo(&world, &user, &other)
        .await
        .expect_problem(403, "administrator-required");
    let promoted = json!({ "role": "administrator" });
    let edit = world.patch(&other.path("")).by(&holder).if_match(2).json(&promoted);
    edit.send().await.expect(200);
    // One who does not see the permission gives back what was there.
    undo(&world, &user, &other).await.expect(200);
    let shown = world.get(&user.path("")).by(&holder).send().await.expect(200);
    assert_eq!(shown["permissions"], json!(["billingManager"]));
}

async fn a_restoration_ends_it(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let user = someone(&world, &holder).await;
    remove(&world, &user, &holder).await;
    let restored = world.post(&user.path("/restore")).by(&holder).send().await;
    restored.expect(200);
    undo(&world, &user, &holder).await.expect_problem(409, "wrong-status");
    remove(&world, &user, &holder).await;
    undo(&world, &user, &holder).await.expect_problem(409, "too-late");
}

async fn it_is_done_once_under_its_key_and_on_the_version_asked_for(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let user = someone(&world, &holder).await;
    remove(&world, &user, &holder).await;
    let call = || world.post(&user.path("/undo-removal")).by(&holder);
    call().if_match(1).send().await.expect_problem(412, "version-conflict");
    let body = json!({ "role": "user" });
    call()
        .json(&body)
        .send()
        .await
        .expect_field_faults(&[("role", "unknown-field")]);
    let answers: Vec<Value> = vec![
        call().if_match(2).idempotency_key("once").send().await.expect(200),
        call().if_match(2).idempotency_key("once").send().await.expect(200),
    ];
    assert_eq!(answers[0], answers[1]);
    let undone = "SELECT COUNT(*) FROM audit_events WHERE action = 'user.removal-undone'";
    assert_eq!(world.number(undone).await, 1);
    let ids = "SELECT COUNT(*) FROM removals";
    assert_eq!(
        world.number(ids).await,
        0,
        "the password is where it belongs, and nowhere else"
    );
}

/// A clock that was an hour ahead leaves no hour to undo in.
async fn a_clock_that_was_put_back_gives_no_more_time(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let user = someone(&world, &holder).await;
    remove(&world, &user, &holder).await;
    world.advance(SignedDuration::from_hours(-1));
    undo(&world, &user, &holder).await.expect_problem(409, "too-late");
}

crate::on_both_databases!(
    whoever_removed_a_user_gives_them_back_what_they_had,
    after_a_minute_it_is_too_late,
    only_whoever_removed_them_and_still_may,
    a_restoration_ends_it,
    it_is_done_once_under_its_key_and_on_the_version_asked_for,
    a_clock_that_was_put_back_gives_no_more_time,
);
