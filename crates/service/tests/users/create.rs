//! `POST /users`.

use jiff::SignedDuration;
use roster_domain::{Rights, Role};
use serde_json::json;

use crate::support::{World, invitation_form};

async fn an_invited_user_is_pending_with_an_invitation_on_its_way(world: World) {
    let account = world.account().await;
    let administrator = world.billing_administrator(account).await;
    let revision = world.revision(account).await;
    let form = json!({
        "firstName": "Grace", "lastName": "Hopper", "loginEmail": "Grace@Example.com",
        "communicationEmail": "grace@mail.example", "language": "fr", "role": "administrator",
        "permissions": ["billingManager"],
    });
    let answer = world.post("/users").by(&administrator).json(&form).send().await;
    let user = answer.expect(201);
    let now = world.app.now();
    let id = user["id"].as_str().unwrap();
    assert_eq!(
        user,
        json!({
            "id": id, "firstName": "Grace", "lastName": "Hopper", "loginEmail": "Grace@Example.com",
            "communicationEmail": "grace@mail.example", "language": "fr", "role": "administrator",
            "permissions": ["billingManager"], "status": "pending", "version": 1, "createdAt": now.to_string(),
            "updatedAt": now.to_string(), "lastActiveAt": null,
            "invitation": {
                "sentAt": null, "expiresAt": (now + SignedDuration::from_hours(7 * 24)).to_string(), "expired": false,
                "delivery": "queued", "deliveryError": null,
                "invitedBy": {"id": administrator.id, "name": "Ada Lovelace"},
            },
        })
    );
    assert_eq!(answer.header("location"), Some(format!("/api/v1/users/{id}").as_str()));
    assert_eq!(answer.etag(), "\"1\"");
    let shown = world.get(&format!("/users/{id}")).by(&administrator).send().await;
    assert_eq!(shown.expect(200), user);
    assert_eq!(world.revision(account).await, revision + 1);
    let mails = "SELECT recipient || ' ' || language || ' ' || state || ' ' || kind FROM mails";
    assert_eq!(world.texts(mails).await, ["grace@mail.example fr queued invitation"]);
    let events = "SELECT action || ' ' || target_name || ' ' || actor_name || ' ' || origin FROM audit_events";
    assert_eq!(
        world.texts(events).await,
        ["user.created Grace Hopper Ada Lovelace 127.0.0.1"]
    );
    assert_eq!(world.number("SELECT revision FROM audit_events").await, revision + 1);
}

async fn what_is_typed_is_trimmed_and_composed(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let form = json!({
        "firstName": "  Zoe\u{308} ", "lastName": "\tŁukasz\u{3000}", "loginEmail": " Zoë.Ł@Bücher.example ",
        "communicationEmail": "\nzoë@bücher.example", "language": "pt-BR", "role": "user",
    });
    let user = world
        .post("/users")
        .by(&administrator)
        .json(&form)
        .send()
        .await
        .expect(201);
    assert_eq!(user["firstName"], "Zoë");
    assert_eq!(user["lastName"], "Łukasz");
    assert_eq!(user["loginEmail"], "Zoë.Ł@Bücher.example");
    assert_eq!(user["communicationEmail"], "zoë@bücher.example");
    assert_eq!(user["permissions"], json!([]));
}

async fn a_login_email_is_taken_however_it_is_written_and_wherever(world: World) {
    let (account, other_account) = (world.account().await, world.account_named("Difference Engines").await);
    let administrator = world.administrator(account).await;
    let stranger = world.administrator(other_account).await;
    world
        .post("/users")
        .by(&administrator)
        .json(&invitation_form("Straße@Bücher.example"))
        .send()
        .await
        .expect(201);
    let before = world.census().await;
    let mut replies = Vec::new();
    for written in [
        "straße@bücher.example",
        "STRASSE@xn--bcher-kva.EXAMPLE",
        " ｓtraße@bücher。example ",
    ] {
        for who in [&administrator, &stranger] {
            let answer = world
                .post("/users")
                .by(who)
                .json(&invitation_form(written))
                .send()
                .await;
            replies.push(answer.expect_problem(409, "login-email-taken"));
        }
    }
    assert!(
        replies.windows(2).all(|pair| pair[0] == pair[1]),
        "nothing tells whose it is: {replies:?}"
    );
    assert_eq!(world.census().await, before);
    world
        .post("/users")
        .by(&administrator)
        .json(&invitation_form("stra.sse@bücher.example"))
        .send()
        .await
        .expect(201);
}

async fn a_login_email_is_used_up_by_entering_and_free_again_by_a_withdrawn_invitation(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let removed = world.removed(account).await;
    let answer = world
        .post("/users")
        .by(&administrator)
        .json(&invitation_form(&removed.login_email))
        .send()
        .await;
    answer.expect_problem(409, "login-email-taken");
    let pending = world.pending(account).await;
    let again = || {
        world
            .post("/users")
            .by(&administrator)
            .json(&invitation_form(&pending.login_email))
            .send()
    };
    again().await.expect_problem(409, "login-email-taken");
    world
        .delete(&pending.path(""))
        .by(&administrator)
        .send()
        .await
        .expect(204);
    again().await.expect(201);
}

async fn nobody_gives_a_permission_they_do_not_hold(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let before = world.census().await;
    let mut form = invitation_form("grace@example.com");
    form["permissions"] = json!(["billingManager"]);
    let answer = world.post("/users").by(&administrator).json(&form).send().await;
    answer.expect_problem(403, "permission-not-held");
    assert_eq!(world.census().await, before);
    form["permissions"] = json!([]);
    world
        .post("/users")
        .by(&administrator)
        .json(&form)
        .send()
        .await
        .expect(201);
}

async fn a_user_of_the_role_user_invites_nobody_even_as_a_billing_manager(world: World) {
    let account = world.account().await;
    let manager = world.active(account, Rights::new(Role::User, true)).await;
    let answer = world
        .post("/users")
        .by(&manager)
        .json(&invitation_form("grace@example.com"))
        .send()
        .await;
    answer.expect_problem(403, "administrator-required");
}

crate::on_both_databases!(
    an_invited_user_is_pending_with_an_invitation_on_its_way,
    what_is_typed_is_trimmed_and_composed,
    a_login_email_is_taken_however_it_is_written_and_wherever,
    a_login_email_is_used_up_by_entering_and_free_again_by_a_withdrawn_invitation,
    nobody_gives_a_permission_they_do_not_hold,
    a_user_of_the_role_user_invites_nobody_even_as_a_billing_manager,
);
