//! Rule 3: to one who is no billing manager, `billingManager` does not exist.

use jiff::SignedDuration;
use roster_domain::{Rights, Role};
use serde_json::{Value, json};

use crate::support::{Answer, Person, World};

/// Everything of a user that a viewer can lay hands on.
async fn seen(world: &World, viewer: &Person, user: &Person) -> (Value, String, Value) {
    let one: Answer = world.get(&user.path("")).by(viewer).send().await;
    let list = world.get("/users?sort=createdAt").by(viewer).send().await.expect(200);
    (one.expect(200), one.etag(), list)
}

async fn a_permission_given_and_taken_leaves_no_trace_for_the_others(world: World) {
    let account = world.account().await;
    let (holder, other) = (
        world.billing_administrator(account).await,
        world.administrator(account).await,
    );
    let user = world.member(account).await;
    let before = seen(&world, &other, &user).await;
    assert!(!before.2.to_string().contains("billingManager"));
    world.advance(SignedDuration::from_mins(3));
    let set = async |version: i64, permissions: Value| {
        let call = world.patch(&user.path("")).by(&holder).if_match(version);
        call.json(&json!({ "permissions": permissions })).send().await
    };
    let given = set(1, json!(["billingManager"])).await;
    let shown = given.expect(200);
    assert_eq!(
        (&shown["permissions"], &shown["version"]),
        (&json!(["billingManager"]), &json!(2))
    );
    assert_eq!(
        (given.etag().as_str(), &shown["updatedAt"]),
        ("\"2\"", &json!(world.app.now().to_string()))
    );
    assert_eq!(
        without_activity(seen(&world, &other, &user).await),
        without_activity(before.clone())
    );
    set(2, json!([])).await.expect(200);
    assert_eq!(
        without_activity(seen(&world, &other, &user).await),
        without_activity(before)
    );
    let record = world.record(&user).await.unwrap();
    assert_eq!((record.version, record.billing_version), (1, 2));
    assert!(record.revision < record.billing_revision);
    let hidden =
        "SELECT COUNT(*) FROM audit_events WHERE billing_only AND changes = '{}' AND billing_changes IS NOT NULL";
    assert_eq!(world.number(hidden).await, 2);
}

/// Without when the viewers themselves were last active, which reading changes.
fn without_activity(mut seen: (Value, String, Value)) -> (Value, String, Value) {
    for item in seen.2["items"].as_array_mut().unwrap() {
        item["lastActiveAt"] = Value::Null;
    }
    seen
}

async fn an_edit_of_both_kinds_shows_each_its_own(world: World) {
    let account = world.account().await;
    let (holder, other) = (
        world.billing_administrator(account).await,
        world.administrator(account).await,
    );
    let user = world.member(account).await;
    let edit = json!({"firstName": "Augusta", "permissions": ["billingManager"]});
    let shown = world
        .patch(&user.path(""))
        .by(&holder)
        .if_match(1)
        .json(&edit)
        .send()
        .await
        .expect(200);
    assert_eq!(shown["version"], 3);
    let (for_other, etag, _) = seen(&world, &other, &user).await;
    assert_eq!((&for_other["version"], etag.as_str()), (&json!(2), "\"2\""));
    assert_eq!(
        (&for_other["firstName"], &for_other["permissions"]),
        (&json!("Augusta"), &json!([]))
    );
    let event = "SELECT changes || ' ' || billing_changes FROM audit_events WHERE NOT billing_only";
    let expected = concat!(
        r#"{"firstName":{"after":"Augusta","before":"Ada"}} "#,
        r#"{"permissions":{"after":["billingManager"],"before":[]}}"#
    );
    assert_eq!(world.texts(event).await, [expected]);
    let record = world.record(&user).await.unwrap();
    assert_eq!(record.revision, record.billing_revision);
}

async fn an_edit_by_one_who_cannot_see_it_leaves_it_as_it_was(world: World) {
    let account = world.account().await;
    let (holder, other) = (
        world.billing_administrator(account).await,
        world.administrator(account).await,
    );
    let user = world
        .add(account, |user| user.rights = Rights::new(Role::User, true))
        .await;
    let edit = |version: i64, body: Value| {
        world
            .patch(&user.path(""))
            .by(&other)
            .if_match(version)
            .json(&body)
            .send()
    };
    let shown = edit(
        1,
        json!({"lastName": "King", "role": "administrator", "permissions": []}),
    )
    .await
    .expect(200);
    assert_eq!((&shown["permissions"], &shown["version"]), (&json!([]), &json!(2)));
    edit(2, json!({"permissions": []})).await.expect(200);
    edit(2, json!({"permissions": ["billingManager"]}))
        .await
        .expect_problem(403, "permission-not-held");
    let (for_holder, ..) = seen(&world, &holder, &user).await;
    assert_eq!(
        (&for_holder["permissions"], &for_holder["lastName"]),
        (&json!(["billingManager"]), &json!("King"))
    );
    let record = world.record(&user).await.unwrap();
    assert_eq!((record.billing_manager, record.billing_version), (true, 0));
}

async fn an_edit_based_on_what_one_sees_is_not_stale_for_what_one_does_not(world: World) {
    let account = world.account().await;
    let (holder, other) = (
        world.billing_administrator(account).await,
        world.administrator(account).await,
    );
    let user = world.member(account).await;
    let edit = |who: &Person, version: i64, body: Value| {
        world.patch(&user.path("")).by(who).if_match(version).json(&body).send()
    };
    edit(&holder, 1, json!({"permissions": ["billingManager"]}))
        .await
        .expect(200);
    edit(&other, 1, json!({"firstName": "B"})).await.expect(200);
    edit(&holder, 2, json!({"firstName": "C"}))
        .await
        .expect_problem(412, "version-conflict");
    edit(&holder, 3, json!({"firstName": "C"})).await.expect(200);
}

async fn ones_own_permission_is_seen(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let second = world.billing_administrator(account).await;
    let other = world.administrator(account).await;
    let (_, _, list) = seen(&world, &holder, &holder).await;
    let holders = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["permissions"] == json!(["billingManager"]));
    assert_eq!(holders.count(), 2);
    let withdraw = json!({"permissions": []});
    world
        .patch(&second.path(""))
        .by(&holder)
        .if_match(1)
        .json(&withdraw)
        .send()
        .await
        .expect(200);
    let (own, etag, list) = seen(&world, &second, &second).await;
    assert_eq!(
        (&own["permissions"], etag.as_str()),
        (&json!([]), "\"2\""),
        "the change of their own record shows to them"
    );
    assert!(!list.to_string().contains("billingManager"));
    let (for_other, etag, _) = seen(&world, &other, &second).await;
    assert_eq!((&for_other["version"], etag.as_str()), (&json!(1), "\"1\""));
}

async fn creating_removing_and_restoring_a_billing_manager_tells_the_others_nothing(world: World) {
    let account = world.account().await;
    let (holder, other) = (
        world.billing_administrator(account).await,
        world.administrator(account).await,
    );
    let mut form = crate::support::invitation_form("grace@example.com");
    form["permissions"] = json!(["billingManager"]);
    let created = world.post("/users").by(&holder).json(&form).send().await.expect(201);
    let path = format!("/users/{}", created["id"].as_str().unwrap());
    let shown = world.get(&path).by(&other).send().await.expect(200);
    assert_eq!((&shown["permissions"], &shown["version"]), (&json!([]), &json!(1)));
    let user = world
        .add(account, |user| user.rights = Rights::new(Role::User, true))
        .await;
    world.delete(&user.path("")).by(&other).send().await.expect(204);
    let restored = world.post(&user.path("/restore")).by(&other).send().await;
    assert_eq!(
        (&restored.expect(200)["version"], restored.etag().as_str()),
        (&json!(3), "\"3\"")
    );
    assert!(!world.record(&user).await.unwrap().billing_manager);
    let told = "SELECT COUNT(*) FROM audit_events WHERE changes LIKE '%ermission%' OR changes LIKE '%illing%'";
    assert_eq!(world.number(told).await, 0);
    assert_eq!(
        world
            .number("SELECT COUNT(*) FROM audit_events WHERE billing_changes IS NOT NULL")
            .await,
        2
    );
}

crate::on_both_databases!(
    a_permission_given_and_taken_leaves_no_trace_for_the_others,
    an_edit_of_both_kinds_shows_each_its_own,
    an_edit_by_one_who_cannot_see_it_leaves_it_as_it_was,
    an_edit_based_on_what_one_sees_is_not_stale_for_what_one_does_not,
    ones_own_permission_is_seen,
    creating_removing_and_restoring_a_billing_manager_tells_the_others_nothing,
);
