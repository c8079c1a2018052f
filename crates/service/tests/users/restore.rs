//! `POST /users/ID/restore`.

use roster_domain::{Rights, Role, UserStatus};
use serde_json::{Value, json};

use crate::support::{Person, World};

async fn someone_removed(world: &World, holder: &Person, rights: Rights) -> Person {
    let user = world.active(holder.account, rights).await;
    world.delete(&user.path("")).by(holder).send().await.expect(204);
    user
}

async fn one_who_was_removed_is_invited_anew(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let user = someone_removed(&world, &holder, Rights::new(Role::Administrator, false)).await;
    let revision = world.revision(account).await;
    let answer = world.post(&user.path("/restore")).by(&holder).send().await;
    let shown = answer.expect(200);
    assert_eq!(
        (&shown["status"], &shown["role"]),
        (&json!("pending"), &json!("administrator"))
    );
    assert_eq!((&shown["version"], answer.etag().as_str()), (&json!(3), "\"3\""));
    assert_eq!(shown["invitation"]["delivery"], "queued");
    assert_eq!(shown["invitation"]["invitedBy"]["id"], json!(holder.id));
    assert_eq!(world.revision(account).await, revision + 1);
    let mails = "SELECT recipient || ' ' || state FROM mails WHERE kind = 'invitation'";
    assert_eq!(world.texts(mails).await, [format!("{}@mail.example queued", user.id)]);
    assert_eq!(
        world.texts("SELECT action FROM audit_events ORDER BY seq").await,
        ["user.removed", "user.restored"]
    );
    world
        .post(&user.path("/restore"))
        .by(&holder)
        .send()
        .await
        .expect_problem(409, "wrong-status");
}

async fn the_role_is_as_before_unless_given_and_a_permission_only_if_given(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let cases = [
        (json!({}), "administrator", json!([])),
        (json!({"role": "user"}), "user", json!([])),
        (json!({"permissions": []}), "administrator", json!([])),
        (
            json!({"permissions": ["billingManager"]}),
            "administrator",
            json!(["billingManager"]),
        ),
        (
            json!({"role": "user", "permissions": ["billingManager"]}),
            "user",
            json!(["billingManager"]),
        ),
    ];
    for (body, role, permissions) in cases {
        let user = someone_removed(&world, &holder, Rights::new(Role::Administrator, true)).await;
        let shown = world
            .post(&user.path("/restore"))
            .by(&holder)
            .json(&body)
            .send()
            .await
            .expect(200);
        assert_eq!(
            (&shown["role"], &shown["permissions"]),
            (&json!(role), &permissions),
            "{body}"
        );
    }
}

async fn one_who_does_not_hold_the_permission_restores_nobody_with_it(world: World) {
    let account = world.account().await;
    let (holder, other) = (
        world.billing_administrator(account).await,
        world.administrator(account).await,
    );
    let user = someone_removed(&world, &holder, Rights::new(Role::User, true)).await;
    let before = world.census().await;
    let restore = |body: Value| world.post(&user.path("/restore")).by(&other).json(&body).send();
    restore(json!({"permissions": ["billingManager"]}))
        .await
        .expect_problem(403, "permission-not-held");
    assert_eq!(world.census().await, before);
    restore(json!({"permissions": []})).await.expect(200);
    let seen_by_holder = world.get(&user.path("")).by(&holder).send().await.expect(200);
    assert_eq!(seen_by_holder["permissions"], json!([]));
}

async fn only_the_removed_are_restored(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let people = [
        world.member(account).await,
        world.pending(account).await,
        administrator.clone(),
    ];
    let before = world.census().await;
    for user in people {
        let answer = world.post(&user.path("/restore")).by(&administrator).send().await;
        answer.expect_problem(409, "wrong-status");
    }
    assert_eq!(world.census().await, before);
}

async fn bad_rights_are_told(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let user = world.removed(account).await;
    for (body, field, code) in [
        (json!({"role": "owner"}), "role", "unknown-role"),
        (json!({"role": null}), "role", "invalid-type"),
        (json!({"permissions": "billingManager"}), "permissions", "invalid-type"),
        (json!({"firstName": "B"}), "firstName", "unknown-field"),
    ] {
        let answer = world.post(&user.path("/restore")).by(&holder).json(&body).send().await;
        answer.expect_field_faults(&[(field, code)]);
    }
    assert_eq!(world.record(&user).await.unwrap().status, UserStatus::Removed);
}

crate::on_both_databases!(
    one_who_was_removed_is_invited_anew,
    the_role_is_as_before_unless_given_and_a_permission_only_if_given,
    one_who_does_not_hold_the_permission_restores_nobody_with_it,
    only_the_removed_are_restored,
    bad_rights_are_told,
);
