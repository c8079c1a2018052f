use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::PasswordHasher as _;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, Version};
use jiff::SignedDuration;
use serde_json::json;

use crate::passwords::{PASSWORD, credentials};
use crate::support::{Answer, World, field_faults};

async fn the_right_password_opens_a_session_of_30_days(world: World) {
    let account = world.account_named("Engines").await;
    let person = world.administrator_with_password(account).await;
    world.advance(SignedDuration::from_mins(10));
    let typed = format!("  {}", person.login_email.to_uppercase());
    let signed_in = world.try_sign_in(&typed, PASSWORD).await.expect(201);
    assert_eq!(signed_in["user"]["id"], person.id.to_string());
    assert_eq!(signed_in["user"]["lastActiveAt"], "2026-03-02T09:10:00Z");
    assert_eq!(signed_in["account"]["name"], "Engines");
    assert_eq!(signed_in["expiresAt"], "2026-04-01T09:10:00Z");
    let token = signed_in["token"].as_str().expect("a token");
    // Used all the time.
    world.advance(SignedDuration::from_hours(30 * 24) - SignedDuration::from_secs(1));
    world.use_every_session().await;
    world.get("/me").bearer(token).send().await.expect(200);
    world.advance(SignedDuration::from_secs(1));
    let answer = world.get("/me").bearer(token).send().await;
    answer.expect_problem(401, "session-required");
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
}

async fn a_session_that_is_not_used_ends(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let other_node = world.another_node().await;
    let signed_in = world.try_sign_in(&person.login_email, PASSWORD).await.expect(201);
    let token = signed_in["token"].as_str().expect("a token");
    let short = SignedDuration::from_hours(15 * 24) - SignedDuration::from_micros(1);
    for _ in 0..2 {
        world.advance(short);
        world.get("/me").bearer(token).to(&other_node).send().await.expect(200);
        world.until_noted(token).await;
    }
    let signed_in = world.try_sign_in(&person.login_email, PASSWORD).await.expect(201);
    let token = signed_in["token"].as_str().expect("a token");
    world.advance(short + SignedDuration::from_micros(1));
    for node in [&world.router, &other_node] {
        let answer = world.get("/me").bearer(token).to(node).send().await;
        answer.expect_problem(401, "session-required");
    }
    let fresh = world.sign_in(&person).await;
    let sessions = world.get("/me/sessions").bearer(&fresh).send().await.expect(200);
    assert_eq!(sessions["items"].as_array().map(Vec::len), Some(1), "{sessions}");
    let metrics = world.get("//metrics").send().await.text;
    assert!(metrics.contains("roster_sessions 1\n"), "{metrics}");
    roster_service::upkeep::forget(&world.app).await.expect("upkeep");
    assert_eq!(world.count_sessions(&person).await, 1, "what has ended is forgotten");
}

async fn both_terms_can_be_set(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let strict = world.with_settings(|settings| {
        settings.session_ttl = SignedDuration::from_hours(8);
        settings.session_idle_ttl = SignedDuration::from_hours(1);
    });
    let call = world.post("/sessions").to(&strict);
    let signed_in = call
        .json(&credentials(&person.login_email, PASSWORD))
        .send()
        .await
        .expect(201);
    assert_eq!(signed_in["expiresAt"], "2026-03-02T17:00:00Z");
    let token = signed_in["token"].as_str().expect("a token");
    world.advance(SignedDuration::from_mins(60));
    world.get("/me").bearer(token).to(&strict).send().await.expect(401);
    world.get("/me").bearer(token).send().await.expect(200);
}

async fn whoever_may_not_sign_in_is_told_the_same(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let hash = world.app.hasher.hash(PASSWORD.into()).await;
    let removed = world.removed(account).await;
    let literal = world.literal(removed.id);
    world
        .execute(&format!(
            "UPDATE users SET password_hash = '{hash}' WHERE id = {literal}"
        ))
        .await;
    let pending = world.pending(account).await;
    let before = world.revision(account).await;
    let long = "x".repeat(4 * 1024 + 1);
    let overlong = format!("{}@example.com", "a".repeat(300));
    let tries = [
        (person.login_email.as_str(), "walnut orbit lanterm"),
        (person.login_email.as_str(), &long),
        (removed.login_email.as_str(), PASSWORD),
        (pending.login_email.as_str(), PASSWORD),
        ("nobody@example.com", PASSWORD),
        ("no address", PASSWORD),
        ("a\0b@example.com", PASSWORD),
        (&overlong, PASSWORD),
    ];
    let mut answers = Vec::new();
    for (login_email, password) in tries {
        let answer = world.try_sign_in(login_email, password).await;
        answer.expect_problem(401, "invalid-credentials");
        answers.push(told(&answer));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    assert_eq!(world.revision(account).await, before);
    let page = world.get("/audit").by(&person).send().await.expect(200);
    let events = page["items"].as_array().expect("events");
    let refused: Vec<&str> = events
        .iter()
        .filter(|event| event["action"] == "session.refused" && event["actor"].is_null() && event["revision"].is_null())
        .map(|event| event["target"]["id"].as_str().expect("an id"))
        .collect();
    let [person, removed, pending] = [person.id, removed.id, pending.id].map(|id| id.to_string());
    assert_eq!(refused.len(), 4, "{page:#}");
    assert_eq!(refused.iter().filter(|id| **id == person).count(), 2);
    assert!(refused.contains(&removed.as_str()) && refused.contains(&pending.as_str()));
}

/// All of an answer but what is another in every one.
fn told(answer: &Answer) -> (String, Vec<String>) {
    let headers = answer.headers.iter().filter(|(name, _)| *name != "x-request-id");
    let headers = headers
        .map(|(name, value)| format!("{name}: {}", value.to_str().expect("ASCII")))
        .collect();
    (answer.text.clone(), headers)
}

/// Hashing is what takes the time, and whoever hashes stands in line for it: who is answered sooner has not hashed.
async fn an_unknown_login_is_hashed_for_like_a_known_one(world: World) {
    const LINE: usize = 30;
    let account = world.account().await;
    let known = world.administrator_with_password(account).await.login_email;
    let (pending, removed) = (
        world.pending(account).await.login_email,
        world.removed(account).await.login_email,
    );
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    for login_email in [known.as_str(), &pending, &removed, "nobody@example.com", "no address"] {
        let (joined, left) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        for _ in 0..LINE {
            let (hasher, joined, left) = (world.app.hasher.clone(), joined.clone(), left.clone());
            tokio::spawn(async move {
                joined.fetch_add(1, Ordering::SeqCst);
                hasher.hash("walnut orbit lantern".into()).await;
                left.fetch_add(1, Ordering::SeqCst);
            });
        }
        while joined.load(Ordering::SeqCst) < LINE {
            tokio::task::yield_now().await;
        }
        world.try_sign_in(login_email, "walnut orbit lanterm").await.expect(401);
        let left = left.load(Ordering::SeqCst);
        // Those hashed for at the same moment may be counted a little later.
        assert!(
            left + 2 * cores + 2 >= LINE,
            "{login_email} was answered after {left} of {LINE}"
        );
    }
}

async fn what_cannot_be_credentials_is_a_field_error(world: World) {
    let good = credentials("ada@example.com", PASSWORD);
    let with = |name: &str, value: serde_json::Value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    let faulty = [
        (json!({}), vec![("loginEmail", "required"), ("password", "required")]),
        (json!([]), vec![("", "invalid-type")]),
        (with("loginEmail", json!(7)), vec![("loginEmail", "invalid-type")]),
        (with("loginEmail", json!("  ")), vec![("loginEmail", "required")]),
        (with("password", json!(null)), vec![("password", "invalid-type")]),
        (with("password", json!("")), vec![("password", "required")]),
        (
            with("deviceName", json!("n".repeat(101))),
            vec![("deviceName", "too-long")],
        ),
        (
            with("deviceName", json!("a\u{0}b")),
            vec![("deviceName", "invalid-characters")],
        ),
        (with("deviceName", json!(true)), vec![("deviceName", "invalid-type")]),
        (with("deviceToken", json!(1)), vec![("deviceToken", "invalid-type")]),
        (with("remember", json!(true)), vec![("remember", "unknown-field")]),
    ];
    for (body, expected) in faulty {
        let answer = world.post("/sessions").json(&body).send().await;
        let problem = answer.expect_problem(422, "invalid-fields");
        let mut found = field_faults(&problem);
        found.sort();
        let expected: Vec<(String, String)> = expected
            .into_iter()
            .map(|(f, c)| (f.to_owned(), c.to_owned()))
            .collect();
        assert_eq!(found, expected, "{body}");
    }
    world
        .post("/sessions")
        .text("{")
        .send()
        .await
        .expect_problem(400, "invalid-json");
    world.post("/sessions").send().await.expect_problem(400, "invalid-json");
    let form = world
        .post("/sessions")
        .bytes("application/x-www-form-urlencoded", b"loginEmail=a".to_vec());
    form.send().await.expect_problem(415, "unsupported-media-type");
    let large = world
        .post("/sessions")
        .text(&format!("\"{}\"", "x".repeat(1024 * 1024)));
    large.send().await.expect_problem(413, "body-too-large");
}

async fn a_device_is_known_by_a_fresh_token_each_time(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let other = world.administrator_with_password(account).await;
    let sign_in = async |login_email: &str, shown: Option<&str>| {
        let mut body = credentials(login_email, PASSWORD);
        body["deviceName"] = json!("Ada’s laptop");
        body["deviceToken"] = json!(shown);
        let signed_in = world.post("/sessions").json(&body).send().await.expect(201);
        signed_in["deviceToken"].as_str().expect("a token").to_owned()
    };
    let devices = async || world.number("SELECT COUNT(*) FROM devices").await;
    let first = sign_in(&person.login_email, None).await;
    let second = sign_in(&person.login_email, Some(&first)).await;
    assert_ne!(first, second);
    assert_eq!(devices().await, 1, "the shown token gave way to the new one");
    sign_in(&other.login_email, Some(&second)).await;
    assert_eq!(devices().await, 2, "someone else's token is not theirs to spend");
    sign_in(&person.login_email, Some("no token at all")).await;
    assert_eq!(devices().await, 3);
    for _ in 0..25 {
        sign_in(&person.login_email, None).await;
    }
    assert_eq!(devices().await, 21, "twenty of the one, one of the other");
    let names = world
        .texts("SELECT DISTINCT device_name FROM sessions WHERE device_name IS NOT NULL")
        .await;
    assert_eq!(names, ["Ada’s laptop"]);
}

async fn signing_out_ends_this_session_only(world: World) {
    let account = world.account().await;
    let person = world.administrator(account).await;
    let other = world.sign_in(&person).await;
    let before = world.revision(account).await;
    let answer = world.delete("/sessions/current").by(&person).send().await;
    answer.expect(204);
    world
        .get("/me")
        .by(&person)
        .send()
        .await
        .expect_problem(401, "session-required");
    world
        .delete("/sessions/current")
        .by(&person)
        .send()
        .await
        .expect_problem(401, "session-required");
    let log = world.get("/audit").bearer(&other).send().await.expect(200);
    let last = log["items"]
        .as_array()
        .and_then(|items| items.last())
        .expect("an event");
    assert_eq!(last["action"], "session.ended");
    assert_eq!(last["actor"]["id"], person.id.to_string());
    assert!(last["changes"]["createdAt"]["before"].is_string(), "which one: {last}");
    assert_eq!(world.revision(account).await, before);
}

async fn a_weaker_hash_is_made_anew_on_sign_in(world: World) {
    let account = world.account().await;
    let params = Params::new(8 * 1024, 1, 1, None).expect("parameters");
    let weak: PasswordHash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_with_salt(PASSWORD.as_bytes(), b"sixteen bytes...")
        .expect("a hash");
    let person = world
        .add(account, |user| user.password_hash = Some(weak.to_string()))
        .await;
    let stored = async || {
        world
            .record(&person)
            .await
            .expect("the person")
            .password_hash
            .expect("a hash")
    };
    world
        .try_sign_in(&person.login_email, "wrong wrong wrong wrong")
        .await
        .expect(401);
    assert_eq!(stored().await, weak.to_string());
    world.try_sign_in(&person.login_email, PASSWORD).await.expect(201);
    let strong = stored().await;
    assert!(strong.contains("m=19456,t=2,p=1"), "{strong}");
    world.try_sign_in(&person.login_email, PASSWORD).await.expect(201);
    assert_eq!(stored().await, strong, "once is enough");
}

async fn a_sign_in_repeated_under_its_key_opens_one_session(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let body = credentials(&person.login_email, PASSWORD);
    let send = async || {
        world
            .post("/sessions")
            .idempotency_key("one")
            .json(&body)
            .send()
            .await
            .expect(201)
    };
    assert_eq!(send().await, send().await);
    assert_eq!(
        world.count_sessions(&person).await,
        2,
        "the one they had, and the new one"
    );
}

/// The token in the kept reply would be worth nothing any more.
async fn a_sign_in_repeated_after_its_session_has_ended_is_refused(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let body = credentials(&person.login_email, PASSWORD);
    let send = async |key: &str| world.post("/sessions").idempotency_key(key).json(&body).send().await;
    let token = |answer: &Answer| answer.expect(201)["token"].as_str().expect("a token").to_owned();
    let first = token(&send("ended").await);
    world
        .delete("/sessions/current")
        .bearer(&first)
        .send()
        .await
        .expect(204);
    let refused = send("ended").await;
    refused.expect_problem(401, "session-required");
    assert_eq!(refused.header("www-authenticate"), Some("Bearer"));
    let second = token(&send("not-used").await);
    assert_eq!(token(&send("not-used").await), second);
    world.advance(SignedDuration::from_hours(15 * 24));
    send("not-used").await.expect_problem(401, "session-required");
    token(&send("another").await);
}

/// Two who do not know each other, each with their own login and the same key.
async fn guests_who_use_the_same_key_do_not_meet(world: World) {
    let account = world.account().await;
    let (one, other) = (
        world.administrator_with_password(account).await,
        world.administrator_with_password(account).await,
    );
    let sign_in = async |login_email: &str, password: &str| {
        let call = world.post("/sessions").idempotency_key("1");
        call.json(&credentials(login_email, password)).send().await
    };
    let first = sign_in(&one.login_email, PASSWORD).await.expect(201);
    let second = sign_in(&other.login_email, PASSWORD).await.expect(201);
    assert_eq!(second["user"]["id"], other.id.to_string());
    assert_eq!(sign_in(&one.login_email.to_uppercase(), PASSWORD).await.status, 422);
    assert_eq!(sign_in(&one.login_email, PASSWORD).await.expect(201), first);
    for _ in 0..2 {
        let invited = world.pending(account).await;
        let body = serde_json::json!({ "token": world.link_of(&invited).await, "password": PASSWORD });
        let accept = world.post("/invitations/accept").idempotency_key("1").json(&body);
        assert_eq!(accept.send().await.expect(201)["user"]["id"], invited.id.to_string());
        let forgotten = json!({ "loginEmail": invited.login_email });
        let forgotten = world.post("/password/forgotten").idempotency_key("1").json(&forgotten);
        forgotten.send().await.expect(202);
    }
    world.app.pending_notes.written().await;
    assert_eq!(
        world
            .number("SELECT COUNT(*) FROM mails WHERE kind = 'password-forgotten'")
            .await,
        2
    );
}

async fn passwords_are_compared_in_nfc(world: World) {
    let account = world.account().await;
    let composed = "cr\u{e8}me br\u{fb}l\u{e9}e with walnuts";
    let hash = world.app.hasher.hash(composed.into()).await;
    let person = world.add(account, |user| user.password_hash = Some(hash)).await;
    world
        .try_sign_in(&person.login_email, "cre\u{300}me bru\u{302}le\u{301}e with walnuts")
        .await
        .expect(201);
}

crate::on_both_databases!(
    the_right_password_opens_a_session_of_30_days,
    a_session_that_is_not_used_ends,
    both_terms_can_be_set,
    whoever_may_not_sign_in_is_told_the_same,
    an_unknown_login_is_hashed_for_like_a_known_one,
    what_cannot_be_credentials_is_a_field_error,
    a_device_is_known_by_a_fresh_token_each_time,
    signing_out_ends_this_session_only,
    a_weaker_hash_is_made_anew_on_sign_in,
    a_sign_in_repeated_under_its_key_opens_one_session,
    a_sign_in_repeated_after_its_session_has_ended_is_refused,
    guests_who_use_the_same_key_do_not_meet,
    passwords_are_compared_in_nfc,
);
