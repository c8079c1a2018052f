//! `DELETE /users/ID`.

use roster_domain::{Rights, Role, UserStatus};
use serde_json::json;

use crate::support::World;

async fn a_removed_users_next_request_is_refused_on_every_node(world: World) {
    let account = world.account().await;
    let administrator = world.billing_administrator(account).await;
    let other = world.administrator(account).await;
    let second_session = world.sign_in(&other).await;
    let node = world.another_node().await;
    world.get("/users").by(&other).to(&node).send().await.expect(200);
    let revision = world.revision(account).await;
    let answer = world.delete(&other.path("")).by(&administrator).send().await;
    assert_eq!((answer.expect(204), answer.text.as_str()), (json!(null), ""));
    for router in [&world.router, &node] {
        world
            .get("/users")
            .by(&other)
            .to(router)
            .send()
            .await
            .expect_problem(401, "session-required");
        world
            .get("/users")
            .bearer(&second_session)
            .to(router)
            .send()
            .await
            .expect_problem(401, "session-required");
    }
    let sessions = format!(
        "SELECT COUNT(*) FROM sessions WHERE user_id = {}",
        world.literal(other.id)
    );
    assert_eq!(world.number(&sessions).await, 0);
    assert_eq!(world.revision(account).await, revision + 1);
    let shown = world.get(&other.path("")).by(&administrator).send().await.expect(200);
    assert_eq!(
        (&shown["status"], &shown["role"], &shown["version"]),
        (&json!("removed"), &json!("administrator"), &json!(2))
    );
    assert_eq!(shown["invitation"], json!(null));
    let event = "SELECT action || ' ' || changes FROM audit_events";
    let expected = r#"user.removed {"status":{"after":"removed","before":"active"}}"#;
    assert_eq!(world.texts(event).await, [expected]);
    world
        .delete(&other.path(""))
        .by(&administrator)
        .send()
        .await
        .expect_problem(409, "wrong-status");
}

async fn removing_ends_nobody_elses_session(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let (one, other) = (world.administrator(account).await, world.administrator(account).await);
    world.delete(&one.path("")).by(&administrator).send().await.expect(204);
    world.get("/users").by(&other).send().await.expect(200);
}

async fn a_password_is_forgotten_with_its_users_access(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let user = world
        .add(account, |user| {
            user.password_hash = Some("$argon2id$made-up".to_owned());
        })
        .await;
    world.delete(&user.path("")).by(&administrator).send().await.expect(204);
    let record = world.record(&user).await.unwrap();
    assert_eq!((record.status, record.password_hash), (UserStatus::Removed, None));
}

async fn an_invitation_withdrawn_takes_one_who_was_never_in_with_it(world: World) {
    let account = world.account().await;
    let administrator = world.billing_administrator(account).await;
    let user = world.pending(account).await;
    let invitation = world.open_invitation(user.id).await.unwrap();
    world.delete(&user.path("")).by(&administrator).send().await.expect(204);
    world
        .get(&user.path(""))
        .by(&administrator)
        .send()
        .await
        .expect_problem(404, "not-found");
    world
        .delete(&user.path(""))
        .by(&administrator)
        .send()
        .await
        .expect_problem(404, "not-found");
    assert_eq!(world.record(&user).await, None);
    let tombstones = format!(
        "SELECT revision FROM user_tombstones WHERE user_id = {}",
        world.literal(user.id)
    );
    assert_eq!(world.number(&tombstones).await, world.revision(account).await);
    let kept = format!(
        "SELECT state FROM invitations WHERE id = {}",
        world.literal(invitation.id)
    );
    assert_eq!(
        world.texts(&kept).await,
        ["revoked"],
        "an old link still says what became of it"
    );
    assert_eq!(
        world.texts("SELECT state FROM mails WHERE kind = 'invitation'").await,
        ["cancelled"]
    );
    assert_eq!(
        world.texts("SELECT action FROM audit_events").await,
        ["invitation.deleted"]
    );
}

async fn an_invitation_withdrawn_from_one_who_was_in_leaves_them_removed(world: World) {
    let account = world.account().await;
    let administrator = world.billing_administrator(account).await;
    let user = world.removed(account).await;
    world
        .post(&user.path("/restore"))
        .by(&administrator)
        .send()
        .await
        .expect(200);
    world.delete(&user.path("")).by(&administrator).send().await.expect(204);
    let shown = world.get(&user.path("")).by(&administrator).send().await.expect(200);
    assert_eq!(
        (&shown["status"], &shown["invitation"]),
        (&json!("removed"), &json!(null))
    );
    assert_eq!(world.open_invitation(user.id).await, None);
    assert_eq!(
        world.texts("SELECT state FROM mails WHERE kind = 'invitation'").await,
        ["cancelled"]
    );
    assert_eq!(world.number("SELECT COUNT(*) FROM user_tombstones").await, 0);
    let actions = "SELECT action FROM audit_events ORDER BY seq";
    assert_eq!(world.texts(actions).await, ["user.restored", "invitation.deleted"]);
    world
        .post(&user.path("/restore"))
        .by(&administrator)
        .send()
        .await
        .expect(200);
}

async fn nobody_removes_themselves(world: World) {
    let account = world.account().await;
    let administrator = world.billing_administrator(account).await;
    world.billing_administrator(account).await;
    let before = world.census().await;
    world
        .delete(&administrator.path(""))
        .by(&administrator)
        .send()
        .await
        .expect_problem(403, "own-account");
    assert_eq!(world.census().await, before);
}

async fn the_last_billing_manager_among_the_administrators_is_not_removed(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let holder = world.billing_administrator(account).await;
    world.active(account, Rights::new(Role::User, true)).await;
    world
        .add(account, |user| {
            (user.rights, user.status) = (Rights::new(Role::Administrator, true), UserStatus::Pending);
        })
        .await;
    let before = world.census().await;
    let remove = || world.delete(&holder.path("")).by(&administrator).send();
    remove().await.expect_problem(403, "last-billing-manager");
    assert_eq!(world.census().await, before);
    world.get("/users").by(&holder).send().await.expect(200);
    world.billing_administrator(account).await;
    remove().await.expect(204);
}

async fn a_version_may_be_asked_for(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let (active, pending) = (world.member(account).await, world.pending(account).await);
    for user in [&active, &pending] {
        let remove = || world.delete(&user.path("")).by(&administrator);
        let problem = remove()
            .if_match(2)
            .send()
            .await
            .expect_problem(412, "version-conflict");
        assert_eq!(problem["current"]["id"], json!(user.id));
        remove().if_match(1).send().await.expect(204);
    }
}

async fn another_accounts_user_is_not_there(world: World) {
    let (account, elsewhere) = (world.account().await, world.account().await);
    let administrator = world.billing_administrator(account).await;
    let foreign = [
        world.member(elsewhere).await,
        world.pending(elsewhere).await,
        world.removed(elsewhere).await,
    ];
    let before = world.census().await;
    for user in foreign {
        world
            .get(&user.path(""))
            .by(&administrator)
            .send()
            .await
            .expect_problem(404, "not-found");
        world
            .delete(&user.path(""))
            .by(&administrator)
            .send()
            .await
            .expect_problem(404, "not-found");
        let edit = json!({"firstName": "B"});
        let answer = world
            .patch(&user.path(""))
            .by(&administrator)
            .if_match(1)
            .json(&edit)
            .send()
            .await;
        answer.expect_problem(404, "not-found");
        for verb in ["/restore", "/invitation/resend", "/invitation/link"] {
            world
                .post(&user.path(verb))
                .by(&administrator)
                .send()
                .await
                .expect_problem(404, "not-found");
        }
    }
    assert_eq!(world.census().await, before);
}

crate::on_both_databases!(
    a_removed_users_next_request_is_refused_on_every_node,
    removing_ends_nobody_elses_session,
    a_password_is_forgotten_with_its_users_access,
    an_invitation_withdrawn_takes_one_who_was_never_in_with_it,
    an_invitation_withdrawn_from_one_who_was_in_leaves_them_removed,
    nobody_removes_themselves,
    the_last_billing_manager_among_the_administrators_is_not_removed,
    a_version_may_be_asked_for,
    another_accounts_user_is_not_there,
);
