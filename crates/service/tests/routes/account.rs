use roster_domain::{Language, Rights, Role, UserStatus};
use serde_json::{Value, json};

use crate::support::World;

async fn everyone_sees_the_account_and_administrators_edit_it(world: World) {
    let account = world.account_named("Engines").await;
    let (member, administrator) = (world.member(account).await, world.administrator(account).await);
    let before = world.revision(account).await;
    let body = json!({ "name": "  Engines & Sons ", "language": "ar" });
    world
        .patch("/account")
        .by(&member)
        .json(&body)
        .send()
        .await
        .expect_problem(403, "administrator-required");
    let updated = world
        .patch("/account")
        .by(&administrator)
        .json(&body)
        .send()
        .await
        .expect(200);
    assert_eq!(
        updated,
        json!({ "id": account.to_string(), "name": "Engines & Sons", "language": "ar" })
    );
    assert_eq!(world.get("/account").by(&member).send().await.expect(200), updated);
    assert_eq!(world.revision(account).await, before + 1);
    let log = world.get("/audit").by(&administrator).send().await.expect(200);
    let event = &log["items"][0];
    assert_eq!(event["action"], "account.updated");
    assert_eq!(
        event["target"],
        json!({ "type": "account", "id": account.to_string(), "name": "Engines & Sons" })
    );
    assert_eq!(
        event["changes"]["name"],
        json!({ "before": "Engines", "after": "Engines & Sons" })
    );
    assert_eq!(event["changes"]["language"], json!({ "before": "en", "after": "ar" }));
}

async fn what_an_account_cannot_be_is_a_field_error(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let before = world.census().await;
    let patch = async |body: Value| world.patch("/account").by(&administrator).json(&body).send().await;
    patch(json!({ "name": " \u{200B}" }))
        .await
        .expect_field_faults(&[("name", "required")]);
    patch(json!({ "name": "x".repeat(101) }))
        .await
        .expect_field_faults(&[("name", "too-long")]);
    patch(json!({ "name": "a\u{202E}b" }))
        .await
        .expect_field_faults(&[("name", "invalid-characters")]);
    patch(json!({ "name": 7, "language": "EN" }))
        .await
        .expect_field_faults(&[("name", "invalid-type"), ("language", "unknown-language")]);
    patch(json!({ "id": account.to_string() }))
        .await
        .expect_field_faults(&[("id", "unknown-field")]);
    patch(json!({})).await.expect(200);
    patch(json!({ "language": "en" })).await.expect(200);
    assert_eq!(world.census().await, before, "nothing was changed by any of these");
}

async fn everyone_sees_whom_to_ask(world: World) {
    let (account, elsewhere) = (world.account().await, world.account().await);
    world.administrator(elsewhere).await;
    let member = world.member(account).await;
    let named = |last: &str, status: UserStatus| {
        let last = last.to_owned();
        move |user: &mut roster_store::users::NewUser| {
            user.last_name = last;
            user.rights = Rights::new(Role::Administrator, true);
            user.language = Language::Fr;
            user.status = status;
        }
    };
    let zoe = world.add(account, named("Zuse", UserStatus::Active)).await;
    let ada = world.add(account, named("Ångström", UserStatus::Active)).await;
    world.add(account, named("Pending", UserStatus::Pending)).await;
    world.add(account, named("Removed", UserStatus::Removed)).await;
    let found = world
        .get("/account/administrators")
        .by(&member)
        .send()
        .await
        .expect(200);
    let expected = |id: roster_domain::UserId, last: &str| json!({ "id": id, "firstName": "Ada", "lastName": last, "communicationEmail": format!("{id}@mail.example") });
    assert_eq!(
        found,
        json!({ "items": [expected(ada.id, "Ångström"), expected(zoe.id, "Zuse")] })
    );
}

crate::on_both_databases!(
    everyone_sees_the_account_and_administrators_edit_it,
    what_an_account_cannot_be_is_a_field_error,
    everyone_sees_whom_to_ask,
);
