//! `Idempotency-Key`: the same request twice is done once.

use roster_domain::Role;
use serde_json::json;

use crate::support::{World, invitation_form};

async fn the_same_key_gives_the_same_reply_once_done(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let form = invitation_form("grace@example.com");
    let call = || {
        world
            .post("/users")
            .by(&administrator)
            .json(&form)
            .idempotency_key("k-1")
            .send()
    };
    let first = call().await;
    first.expect(201);
    let done = world.census().await;
    let node = world.another_node().await;
    for again in [
        call().await,
        world
            .post("/users")
            .to(&node)
            .by(&administrator)
            .json(&form)
            .idempotency_key("k-1")
            .send()
            .await,
    ] {
        assert_eq!((again.status, &again.text), (first.status, &first.text));
        for header in ["location", "etag", "content-type"] {
            assert_eq!(again.header(header), first.header(header), "{header}");
        }
    }
    assert_eq!(world.census().await, done);
    let other_key = world
        .post("/users")
        .by(&administrator)
        .json(&form)
        .idempotency_key("k-2")
        .send()
        .await;
    other_key.expect_problem(409, "login-email-taken");
}

async fn a_key_goes_with_one_request_only(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let (one, other) = (world.pending(account).await, world.pending(account).await);
    let form = invitation_form("grace@example.com");
    let create = |body: &str| {
        world
            .post("/users")
            .by(&administrator)
            .text(body)
            .idempotency_key("k")
            .send()
    };
    create(&form.to_string()).await.expect(201);
    let before = world.census().await;
    create(&invitation_form("other@example.com").to_string())
        .await
        .expect_problem(422, "idempotency-key-reused");
    let resend = |path: String| world.post(&path).by(&administrator).idempotency_key("k").send();
    resend(one.path("/invitation/resend"))
        .await
        .expect_problem(422, "idempotency-key-reused");
    assert_eq!(world.census().await, before);
    let remove = |path: String| world.delete(&path).by(&administrator).idempotency_key("k").send();
    remove(one.path("")).await.expect(204);
    remove(other.path(""))
        .await
        .expect_problem(422, "idempotency-key-reused");
    assert!(world.record(&other).await.is_some());
    let edit = |version: i64| {
        let call = world.patch(&other.path("")).by(&administrator).if_match(version);
        call.json(&json!({"firstName": "B"})).idempotency_key("k").send()
    };
    edit(1).await.expect(200);
    edit(1).await.expect(200);
    edit(2).await.expect_problem(422, "idempotency-key-reused");
}

async fn a_key_is_its_senders_own(world: World) {
    let account = world.account().await;
    let (one, other) = (world.administrator(account).await, world.administrator(account).await);
    let create = |who, login: &str| {
        world
            .post("/users")
            .by(who)
            .json(&invitation_form(login))
            .idempotency_key("k")
            .send()
    };
    let first = create(&one, "a@example.com").await.expect(201);
    let second = create(&other, "b@example.com").await.expect(201);
    assert_ne!(first["id"], second["id"]);
}

async fn of_twenty_at_once_one_is_done_and_all_get_its_reply(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let revision = world.revision(account).await;
    let node = world.another_node().await;
    let form = invitation_form("grace@example.com");
    let calls = (0..20).map(|index| {
        let router = if index % 2 == 0 { &world.router } else { &node };
        tokio::spawn(
            world
                .post("/users")
                .to(router)
                .by(&administrator)
                .json(&form)
                .idempotency_key("k")
                .send(),
        )
    });
    let mut replies = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        let answer = call.await.unwrap();
        answer.expect(201);
        replies.push(answer.text);
    }
    assert!(replies.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(world.number("SELECT COUNT(*) FROM users").await, 2);
    assert_eq!(world.revision(account).await, revision + 1);
}

async fn a_refusal_is_kept_too(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let pending = world.pending(account).await;
    let form = invitation_form(&pending.login_email);
    let call = || {
        world
            .post("/users")
            .by(&administrator)
            .json(&form)
            .idempotency_key("k")
            .send()
    };
    let refused = call().await;
    refused.expect_problem(409, "login-email-taken");
    world
        .delete(&pending.path(""))
        .by(&administrator)
        .send()
        .await
        .expect(204);
    let again = call().await;
    again.expect_problem(409, "login-email-taken");
    assert_eq!(again.text, refused.text);
    let stale = || {
        let call = world.patch(&administrator.path("")).by(&administrator).if_match(7);
        call.json(&json!({"firstName": "B"})).idempotency_key("stale").send()
    };
    assert_eq!(stale().await.text, stale().await.text);
}

async fn what_was_refused_for_who_asked_may_be_asked_again(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let member = world.member(account).await;
    let form = invitation_form("grace@example.com");
    let call = || world.post("/users").by(&member).json(&form).idempotency_key("k").send();
    call().await.expect_problem(403, "administrator-required");
    let promote = json!({"role": Role::Administrator});
    world
        .patch(&member.path(""))
        .by(&administrator)
        .if_match(1)
        .json(&promote)
        .send()
        .await
        .expect(200);
    call().await.expect(201);
}

async fn removing_twice_is_removing_once(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let (active, pending) = (world.member(account).await, world.pending(account).await);
    for user in [&active, &pending] {
        let remove = |key: &str| {
            world
                .delete(&user.path(""))
                .by(&administrator)
                .idempotency_key(key)
                .send()
        };
        let key = user.id.to_string();
        remove(&key).await.expect(204);
        remove(&key).await.expect(204);
        assert!([404, 409].contains(&remove("another").await.status.as_u16()));
        world
            .execute("DELETE FROM idempotency_keys WHERE idempotency_key = 'another'")
            .await;
    }
    let link = world.pending(account).await;
    let copy = || {
        world
            .post(&link.path("/invitation/link"))
            .by(&administrator)
            .idempotency_key("link")
            .send()
    };
    assert_eq!(
        copy().await.expect(200),
        copy().await.expect(200),
        "the same link, minted once"
    );
    assert_eq!(
        world
            .number("SELECT COUNT(*) FROM audit_events WHERE action = 'invitation.link-copied'")
            .await,
        1
    );
}

async fn a_key_that_is_none_is_refused(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let before = world.census().await;
    for key in ["", "   ", &"k".repeat(256), "a\tb", "a b"] {
        let call = world
            .post("/users")
            .by(&administrator)
            .json(&invitation_form("g@example.com"))
            .idempotency_key(key);
        call.send().await.expect_problem(400, "invalid-idempotency-key");
    }
    let call = world
        .post("/users")
        .by(&administrator)
        .json(&invitation_form("g@example.com"));
    let answer = call.idempotency_key("one").idempotency_key("two").send().await;
    answer.expect_problem(400, "invalid-idempotency-key");
    assert_eq!(world.census().await, before);
    let call = world
        .post("/users")
        .by(&administrator)
        .json(&invitation_form("g@example.com"));
    call.idempotency_key(&"k".repeat(255)).send().await.expect(201);
}

crate::on_both_databases!(
    the_same_key_gives_the_same_reply_once_done,
    a_key_goes_with_one_request_only,
    a_key_is_its_senders_own,
    of_twenty_at_once_one_is_done_and_all_get_its_reply,
    a_refusal_is_kept_too,
    what_was_refused_for_who_asked_may_be_asked_again,
    removing_twice_is_removing_once,
    a_key_that_is_none_is_refused,
);
