//! `PATCH /users/ID`.

use roster_domain::{Rights, Role};
use serde_json::{Value, json};

use crate::support::{Person, World};

async fn what_is_given_changes_and_the_rest_stays(world: World) {
    let account = world.account().await;
    let administrator = world.billing_administrator(account).await;
    let user = world.member(account).await;
    let before = world.get(&user.path("")).by(&administrator).send().await.expect(200);
    let revision = world.revision(account).await;
    world.advance(jiff::SignedDuration::from_mins(5));
    let edit = json!({"firstName": " Augusta ", "language": "ar"});
    let answer = world
        .patch(&user.path(""))
        .by(&administrator)
        .if_match(1)
        .json(&edit)
        .send()
        .await;
    let after = answer.expect(200);
    let mut expected = before.clone();
    expected["firstName"] = json!("Augusta");
    expected["language"] = json!("ar");
    expected["version"] = json!(2);
    expected["updatedAt"] = json!(world.app.now().to_string());
    assert_eq!(after, expected);
    assert_eq!(answer.etag(), "\"2\"");
    assert_eq!(
        world.get(&user.path("")).by(&administrator).send().await.expect(200),
        expected
    );
    assert_eq!(world.revision(account).await, revision + 1);
    let changes = world
        .texts("SELECT changes FROM audit_events WHERE action = 'user.updated'")
        .await;
    let changes: Value = serde_json::from_str(&changes[0]).unwrap();
    let expected = json!({
        "firstName": {"before": "Ada", "after": "Augusta"}, "language": {"before": "en", "after": "ar"},
    });
    assert_eq!(changes, expected);
    let all = json!({
        "firstName": "B", "lastName": "C", "communicationEmail": "d@example.com", "language": "es", "role": "administrator",
        "permissions": ["billingManager"],
    });
    let after = world
        .patch(&user.path(""))
        .by(&administrator)
        .if_match(2)
        .json(&all)
        .send()
        .await
        .expect(200);
    for (field, value) in all.as_object().unwrap() {
        assert_eq!(&after[field], value, "{field}");
    }
    assert_eq!(
        world
            .number("SELECT COUNT(*) FROM mails WHERE kind = 'invitation'")
            .await,
        0,
        "an active user is not invited again"
    );
}

async fn an_edit_has_to_be_of_the_version_it_is_based_on(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let user = world.member(account).await;
    let send = |tag: &str, name: &str| {
        world
            .patch(&user.path(""))
            .by(&administrator)
            .header("if-match", tag)
            .json(&json!({"firstName": name}))
            .send()
    };
    send("\"1\"", "B").await.expect(200);
    let current = world.get(&user.path("")).by(&administrator).send().await.expect(200);
    let before = world.census().await;
    for stale in ["\"1\"", "\"3\"", "W/\"1\"", "2", "\"\"", "x", "\"2", "\"1\", \"3\""] {
        let problem = send(stale, "C").await.expect_problem(412, "version-conflict");
        assert_eq!(problem["current"], current, "{stale}");
    }
    assert_eq!(world.census().await, before);
    send("\"1\", \"2\"", "C").await.expect(200);
    // What a proxy that packs answers makes of the tag.
    send("W/\"3\"", "B").await.expect(200);
    send("*", "D").await.expect(200);
    let without = world
        .patch(&user.path(""))
        .by(&administrator)
        .json(&json!({"firstName": "E"}))
        .send()
        .await;
    without.expect_problem(428, "version-required");
}

async fn the_current_record_of_a_conflict_shows_what_its_viewer_may_see(world: World) {
    let account = world.account().await;
    let (holder, other) = (
        world.billing_administrator(account).await,
        world.administrator(account).await,
    );
    let user = world
        .add(account, |user| user.rights = Rights::new(Role::User, true))
        .await;
    let conflict = |who: &Person| world.patch(&user.path("")).by(who).if_match(9).json(&json!({})).send();
    let problem = conflict(&holder).await.expect_problem(412, "version-conflict");
    assert_eq!(problem["current"]["permissions"], json!(["billingManager"]));
    let problem = conflict(&other).await.expect_problem(412, "version-conflict");
    assert_eq!(problem["current"]["permissions"], json!([]));
}

async fn an_edit_that_changes_nothing_is_no_change(world: World) {
    let account = world.account().await;
    let administrator = world.billing_administrator(account).await;
    let user = world.pending(account).await;
    let record = world.get(&user.path("")).by(&administrator).send().await.expect(200);
    let before = world.census().await;
    let mut same = json!({});
    for field in [
        "firstName",
        "lastName",
        "communicationEmail",
        "language",
        "role",
        "permissions",
    ] {
        same[field] = record[field].clone();
    }
    for edit in [json!({}), same, json!({"firstName": "  Ada "})] {
        let answer = world
            .patch(&user.path(""))
            .by(&administrator)
            .if_match(1)
            .json(&edit)
            .send()
            .await;
        assert_eq!(answer.expect(200), record);
        assert_eq!(answer.etag(), "\"1\"");
    }
    assert_eq!(world.census().await, before);
}

async fn a_login_email_never_changes(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let people = [
        world.pending(account).await,
        world.member(account).await,
        world.removed(account).await,
    ];
    let before = world.census().await;
    for user in people {
        for value in [
            json!(user.login_email),
            json!("new@example.com"),
            json!(""),
            json!(null),
            json!(1),
        ] {
            let edit = json!({"loginEmail": value, "firstName": "B"});
            let answer = world
                .patch(&user.path(""))
                .by(&administrator)
                .if_match(1)
                .json(&edit)
                .send()
                .await;
            let problem = answer.expect_problem(422, "login-email-immutable");
            assert_eq!(problem["errors"][0]["field"], "loginEmail", "{problem}");
        }
        let edit = json!({"loginEmail": user.login_email, "firstName": ""});
        let answer = world
            .patch(&user.path(""))
            .by(&administrator)
            .if_match(1)
            .json(&edit)
            .send()
            .await;
        let problem = answer.expect_problem(422, "login-email-immutable");
        assert_eq!(
            problem["errors"].as_array().map(Vec::len),
            Some(2),
            "the other faults are told too: {problem}"
        );
    }
    assert_eq!(world.census().await, before);
}

async fn a_pending_users_new_communication_email_gets_the_invitation_and_the_old_link_ends(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let user = world.pending(account).await;
    let old = world.open_invitation(user.id).await.unwrap();
    world.advance(jiff::SignedDuration::from_hours(24));
    let edit = json!({"communicationEmail": "new@mail.example", "language": "fr"});
    let answer = world
        .patch(&user.path(""))
        .by(&administrator)
        .if_match(1)
        .json(&edit)
        .send()
        .await;
    let shown = answer.expect(200);
    assert_eq!(shown["invitation"]["invitedBy"]["id"], json!(administrator.id));
    assert_eq!(shown["invitation"]["delivery"], "queued");
    let new = world.open_invitation(user.id).await.unwrap();
    assert_ne!(new.id, old.id);
    assert_eq!(new.expires_at.0 - old.expires_at.0, 24 * 3600 * 1_000_000);
    let state = format!("SELECT state FROM invitations WHERE id = {}", world.literal(old.id));
    assert_eq!(world.texts(&state).await, ["revoked"]);
    let mails = "SELECT recipient || ' ' || language || ' ' || state FROM mails ORDER BY state";
    let old_mail = format!("{}@mail.example en cancelled", user.id);
    assert_eq!(
        world.texts(mails).await,
        [old_mail.as_str(), "new@mail.example fr queued"]
    );
    let edit = json!({"firstName": "Augusta"});
    world
        .patch(&user.path(""))
        .by(&administrator)
        .if_match(2)
        .json(&edit)
        .send()
        .await
        .expect(200);
    assert_eq!(
        world.open_invitation(user.id).await.unwrap().id,
        new.id,
        "another edit leaves the link as it is"
    );
}

async fn nobody_changes_their_own_rights(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    world.billing_administrator(account).await;
    let before = world.census().await;
    for edit in [
        json!({"role": "user"}),
        json!({"permissions": []}),
        json!({"role": "user", "permissions": [], "firstName": "B"}),
    ] {
        let answer = world
            .patch(&holder.path(""))
            .by(&holder)
            .if_match(1)
            .json(&edit)
            .send()
            .await;
        answer.expect_problem(403, "own-role");
    }
    assert_eq!(world.census().await, before);
    let same = json!({"role": "administrator", "permissions": ["billingManager"], "firstName": "Augusta"});
    world
        .patch(&holder.path(""))
        .by(&holder)
        .if_match(1)
        .json(&same)
        .send()
        .await
        .expect(200);
    let other = world.administrator(account).await;
    let grant = json!({"permissions": ["billingManager"]});
    world
        .patch(&other.path(""))
        .by(&other)
        .if_match(1)
        .json(&grant)
        .send()
        .await
        .expect_problem(403, "permission-not-held");
    let empty = json!({"permissions": []});
    world
        .patch(&other.path(""))
        .by(&other)
        .if_match(1)
        .json(&empty)
        .send()
        .await
        .expect(200);
}

async fn the_last_billing_manager_among_the_administrators_stays_one(world: World) {
    let account = world.account().await;
    let other = world.administrator(account).await;
    let holder = world.billing_administrator(account).await;
    world.active(account, Rights::new(Role::User, true)).await;
    let before = world.census().await;
    let demote = json!({"role": "user"});
    let answer = world
        .patch(&holder.path(""))
        .by(&other)
        .if_match(1)
        .json(&demote)
        .send()
        .await;
    answer.expect_problem(403, "last-billing-manager");
    assert_eq!(world.census().await, before);
    let second = world.billing_administrator(account).await;
    world
        .patch(&holder.path(""))
        .by(&other)
        .if_match(1)
        .json(&demote)
        .send()
        .await
        .expect(200);
    let withdraw = json!({"permissions": []});
    let own = world
        .patch(&second.path(""))
        .by(&second)
        .if_match(1)
        .json(&withdraw)
        .send()
        .await;
    own.expect_problem(403, "own-role");
}

async fn an_account_without_a_billing_manager_needs_none(world: World) {
    let account = world.account().await;
    let (one, other) = (world.administrator(account).await, world.administrator(account).await);
    let demote = json!({"role": "user"});
    world
        .patch(&other.path(""))
        .by(&one)
        .if_match(1)
        .json(&demote)
        .send()
        .await
        .expect(200);
    world
        .patch(&one.path(""))
        .by(&other)
        .if_match(1)
        .json(&demote)
        .send()
        .await
        .expect_problem(403, "administrator-required");
}

async fn a_removed_users_record_is_left_alone(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let removed = world.removed(account).await;
    let before = world.census().await;
    for edit in [json!({}), json!({"firstName": "B"}), json!({"role": "administrator"})] {
        let answer = world
            .patch(&removed.path(""))
            .by(&administrator)
            .if_match(1)
            .json(&edit)
            .send()
            .await;
        answer.expect_problem(409, "wrong-status");
    }
    assert_eq!(world.census().await, before);
}

crate::on_both_databases!(
    what_is_given_changes_and_the_rest_stays,
    an_edit_has_to_be_of_the_version_it_is_based_on,
    the_current_record_of_a_conflict_shows_what_its_viewer_may_see,
    an_edit_that_changes_nothing_is_no_change,
    a_login_email_never_changes,
    a_pending_users_new_communication_email_gets_the_invitation_and_the_old_link_ends,
    nobody_changes_their_own_rights,
    the_last_billing_manager_among_the_administrators_stays_one,
    an_account_without_a_billing_manager_needs_none,
    a_removed_users_record_is_left_alone,
);
