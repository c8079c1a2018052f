//! What is read of a body, of whom, and what is made of it.

use roster_service::Limits;
use serde_json::json;

use crate::support::{Call, World, invitation_form};

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

fn spaces(length: usize) -> String {
    " ".repeat(length)
}

/// For a body that never comes: whoever waits for it waits for ever.
async fn is_refused_unread(call: Call, status: u16, code: &str) {
    let answer = tokio::time::timeout(std::time::Duration::from_secs(20), call.send());
    answer.await.expect("nobody waits for it").expect_problem(status, code);
}

async fn without_a_session_a_body_is_not_waited_for(world: World) {
    let account = world.account().await;
    let member = world.member(account).await;
    let user = member.path("");
    let calls = [
        ("POST", "/users/bulk"),
        ("POST", "/users"),
        ("PATCH", user.as_str()),
        ("DELETE", user.as_str()),
        ("PATCH", "/me"),
        ("POST", "/me/password"),
        ("PATCH", "/account"),
        ("DELETE", "/sessions/current"),
    ];
    for (method, path) in calls {
        for size in [10, 17 * KIB, MIB] {
            let call = || world.call(method, path).announcing("application/json", Some(size));
            is_refused_unread(call(), 401, "session-required").await;
            if size > 16 * KIB {
                is_refused_unread(call().bearer(&"A".repeat(43)), 401, "session-required").await;
            }
        }
        let chunked = world.call(method, path).announcing("application/json", None);
        is_refused_unread(chunked, 401, "session-required").await;
        let limit = if path == "/users/bulk" { 8 * MIB } else { MIB };
        let too_large = world.call(method, path).announcing("application/json", Some(limit + 1));
        is_refused_unread(too_large, 413, "body-too-large").await;
        let no_json = world.call(method, path).announcing("text/plain", Some(limit + 1));
        is_refused_unread(no_json, 415, "unsupported-media-type").await;
    }
}

async fn a_guest_sends_sixteen_kibibytes_at_the_most(world: World) {
    for path in ["/sessions", "/invitations/accept", "/password/forgotten"] {
        let over = spaces(16 * KIB + 1);
        world
            .post(path)
            .text(&over)
            .send()
            .await
            .expect_problem(413, "body-too-large");
        let chunked = world.post(path).chunked("application/json", &over);
        chunked.send().await.expect_problem(413, "body-too-large");
        let fits = world.post(path).text(&spaces(16 * KIB)).send().await;
        fits.expect_problem(400, "invalid-json");
        let announced = world.post(path).announcing("application/json", Some(16 * KIB + 1));
        is_refused_unread(announced, 413, "body-too-large").await;
    }
}

/// Whichever way a body comes, it is read the same.
async fn a_body_may_come_in_pieces(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let mut form = invitation_form("grace@example.com").to_string();
    let create = |body: &str| {
        world
            .post("/users")
            .by(&administrator)
            .chunked("application/json", body)
    };
    create(&form).send().await.expect(201);
    form = invitation_form("linus@example.com").to_string() + &spaces(500 * KIB);
    create(&form).send().await.expect(201);
    form = invitation_form("edsger@example.com").to_string() + &spaces(MIB);
    create(&form).send().await.expect_problem(413, "body-too-large");
    let untold = world
        .delete(&administrator.path(""))
        .by(&administrator)
        .chunked("", "{}");
    untold.send().await.expect_problem(415, "unsupported-media-type");
    let large = json!({ "users": [invitation_form("barbara@example.com")] }).to_string() + &spaces(7 * MIB);
    let results = world
        .post("/users/bulk")
        .by(&administrator)
        .text(&large)
        .send()
        .await
        .expect(200);
    assert_eq!(results["results"][0]["status"], 201);
}

async fn a_body_that_ends_early_is_no_json(world: World) {
    let account = world.account().await;
    let member = world.member(account).await;
    for path in ["/sessions", "/me/password"] {
        let call = world.post(path).by(&member).broken("application/json", "{\"a\":");
        call.send().await.expect_problem(400, "invalid-json");
    }
}

async fn a_key_twice_is_refused_wherever_it_stands(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let before = world.census().await;
    let whole = invitation_form("grace@example.com").to_string();
    let again = whole.replacen('{', "{\"role\":\"administrator\",", 1);
    for (path, body) in [
        ("/users", again.clone()),
        (
            "/users",
            whole.replacen("\"role\"", "\"r\\u006fle\":\"user\",\"role\"", 1),
        ),
        ("/users", whole.replacen('{', "{\"x\":{\"y\":[{\"z\":1,\"z\":1}]},", 1)),
        ("/users/bulk", format!("{{\"users\":[{whole},{again}]}}")),
        ("/users/bulk", "{\"users\":[],\"users\":[]}".to_owned()),
    ] {
        let answer = world.post(path).by(&administrator).text(&body).send().await;
        answer.expect_problem(400, "invalid-json");
    }
    let guest = "{\"loginEmail\":\"a@example.com\",\"loginEmail\":\"b@example.com\",\"password\":\"x\"}";
    world
        .post("/sessions")
        .text(guest)
        .send()
        .await
        .expect_problem(400, "invalid-json");
    assert_eq!(world.census().await, before);
}

async fn more_values_than_any_request_needs_are_not_looked_at(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let many = format!("[{}]", vec!["{\"\":0}"; 20_000].join(","));
    for (path, body) in [
        ("/users/bulk", many.clone()),
        ("/users/bulk", format!("{{\"users\":{many}}}")),
        ("/users", many.clone()),
        ("/me/password", format!("{{\"currentPassword\":{many}}}")),
    ] {
        let answer = world.post(path).by(&administrator).text(&body).send().await;
        answer.expect_field_faults(&[("", "too-many-values")]);
    }
    let torn = format!("{}x", &many[..many.len() - 1]);
    let answer = world.post("/users").by(&administrator).text(&torn).send().await;
    answer.expect_problem(400, "invalid-json");
}

async fn what_is_read_at_once_is_limited(world: World) {
    let account = world.account().await;
    let member = world.member(account).await;
    let narrow = world.with_settings(|settings| {
        settings.limits = Limits {
            bytes_in_all: 300 * KIB,
            bytes_per_address: 200 * KIB,
            ..Limits::default()
        };
    });
    let send = |from: u8, size: usize| {
        let text = json!({ "firstName": "Ada" }).to_string() + &spaces(size);
        let call = world.patch("/me").by(&member).text(&text);
        call.sent_from([192, 0, 2, from]).to(&narrow).send()
    };
    send(1, 150 * KIB).await.expect(200);
    send(1, 150 * KIB).await.expect(200);
    let crowded = send(1, 201 * KIB).await;
    crowded.expect_problem(503, "unavailable");
    assert_eq!(crowded.header("retry-after"), Some("2"));
    send(1, 0).await.expect(200);
}

async fn plain_answers_are_never_refused(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    for (number, accepted) in ["identity;q=0", "*;q=0", "gzip;q=0, identity;q=0"].iter().enumerate() {
        let form = invitation_form(&format!("grace{number}@example.com"));
        let call = world.post("/users").by(&administrator).json(&form);
        call.header("accept-encoding", accepted).send().await.expect(201);
        let list = world
            .get("/users")
            .by(&administrator)
            .header("accept-encoding", accepted);
        list.send().await.expect(200);
    }
}

crate::on_both_databases!(
    without_a_session_a_body_is_not_waited_for,
    a_guest_sends_sixteen_kibibytes_at_the_most,
    a_body_may_come_in_pieces,
    a_body_that_ends_early_is_no_json,
    a_key_twice_is_refused_wherever_it_stands,
    more_values_than_any_request_needs_are_not_looked_at,
    what_is_read_at_once_is_limited,
    plain_answers_are_never_refused,
);
