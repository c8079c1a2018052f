use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::passwords::{PASSWORD, credentials};
use crate::support::World;

async fn where_nothing_is_a_problem_says_so(world: World) {
    for path in ["/nothing", "/users/1/2/3", "//", "//favicon.ico", "//api/v2/me", "/me/"] {
        world.get(path).send().await.expect_problem(404, "not-found");
    }
    let answer = world.call("PUT", "/me").send().await;
    answer.expect_problem(405, "method-not-allowed");
    let mut allowed: Vec<&str> = answer
        .header("allow")
        .expect("Allow")
        .split(',')
        .map(str::trim)
        .collect();
    allowed.sort_unstable();
    assert_eq!(allowed, ["GET", "HEAD", "PATCH"]);
    world
        .call("BREW", "/sessions")
        .send()
        .await
        .expect_problem(405, "method-not-allowed");
}

async fn every_answer_has_an_id_and_is_not_kept(world: World) {
    let account = world.account().await;
    let person = world.member(account).await;
    let answers = [
        world.get("/me").by(&person).send().await,
        world.get("/me").send().await,
        world.get("/nothing").send().await,
        world.get("//healthz").send().await,
    ];
    let mut ids = Vec::new();
    for answer in &answers {
        ids.push(answer.header("x-request-id").expect("an id"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(
            answer.header("content-security-policy"),
            Some("default-src 'none'; frame-ancestors 'none'")
        );
        assert_eq!(
            answer.header("strict-transport-security"),
            Some("max-age=31536000"),
            "the public URL is https"
        );
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), answers.len());
    let forged = world.get("//healthz").header("x-request-id", "forged").send().await;
    assert_ne!(forged.header("x-request-id"), Some("forged"));
}

async fn long_json_is_compressed_for_those_who_take_it(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    for _ in 0..5 {
        world.member(account).await;
    }
    let plain = world.get("/users").by(&administrator).send().await;
    assert_eq!(plain.header("content-encoding"), None);
    let base = format!("http://{}/api/v1", world.listen().await);
    let token = administrator.token.as_deref().expect("a token");
    let ask = async |path: &str| {
        let undecoded = reqwest::Client::builder().no_gzip().build().expect("a client");
        let request = undecoded
            .get(format!("{base}{path}"))
            .bearer_auth(token)
            .header("accept-encoding", "gzip");
        request.send().await.expect("an answer")
    };
    let packed = ask("/users").await;
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    assert!(
        packed.headers()["vary"]
            .to_str()
            .expect("ASCII")
            .contains("accept-encoding")
    );
    assert!(packed.bytes().await.expect("a body").len() < plain.text.len());
    let decoded = reqwest::Client::new()
        .get(format!("{base}/users"))
        .bearer_auth(token)
        .send()
        .await;
    let decoded: Value = decoded.expect("an answer").json().await.expect("JSON");
    assert_eq!(decoded, plain.json());
    assert!(!ask("/events").await.headers().contains_key("content-encoding"));
    assert!(
        !ask("/account").await.headers().contains_key("content-encoding"),
        "too short to gain anything"
    );
}

/// The change feed is the only thing that gets large.
async fn the_change_feed_is_packed_tighter_for_those_who_take_it(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    for _ in 0..20 {
        world.member(account).await;
    }
    let plain = world.get("/changes").by(&administrator).send().await;
    assert_eq!(plain.header("content-encoding"), None);
    let url = format!("http://{}/api/v1/changes", world.listen().await);
    let token = administrator.token.as_deref().expect("a token");
    let undecoded = reqwest::Client::builder()
        .no_gzip()
        .no_zstd()
        .build()
        .expect("a client");
    for (accepted, encoding) in [("gzip, zstd", Some("zstd")), ("gzip", Some("gzip")), ("identity", None)] {
        let request = undecoded
            .get(&url)
            .bearer_auth(token)
            .header("accept-encoding", accepted);
        let answer = request.send().await.expect("an answer");
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().expect("ASCII"));
        assert_eq!(header("content-encoding"), encoding, "{accepted}");
        assert_eq!(header("content-type"), Some("application/json"));
        assert!(encoding.is_none() || header("vary").is_some_and(|vary| vary.contains("accept-encoding")));
        let length = answer.bytes().await.expect("a body").len();
        assert_eq!(length < plain.text.len() / 2, encoding.is_some());
    }
    let unpacked = reqwest::Client::new().get(&url).bearer_auth(token).send().await;
    let unpacked: Value = unpacked.expect("an answer").json().await.expect("JSON");
    assert_eq!(unpacked, plain.json());
}

/// Whoever may choose a part of a compressed text can learn the rest from its length.
async fn what_holds_a_secret_is_never_compressed(world: World) {
    let account = world.account().await;
    let administrator = world.administrator_with_password(account).await;
    let long = "A".repeat(100);
    let named = json!({ "firstName": long, "lastName": long });
    world
        .patch("/me")
        .by(&administrator)
        .json(&named)
        .send()
        .await
        .expect(200);
    let name = json!({ "name": long });
    world
        .patch("/account")
        .by(&administrator)
        .json(&name)
        .send()
        .await
        .expect(200);
    let pending = world.pending(account).await;
    let invitation = world.open_invitation(pending.id).await.expect("an invitation");
    let accepted = json!({ "token": world.invitation_token(invitation.id), "password": PASSWORD });
    let credentials = credentials(&administrator.login_email, PASSWORD);
    let another = world.pending(account).await;
    let calls = [
        world.post(&another.path("/invitation/link")).by(&administrator),
        world.post("/invitations/accept").json(&accepted),
        world.post("/sessions").json(&credentials),
    ];
    for call in calls {
        let answer = call.header("accept-encoding", "gzip, zstd").send().await;
        assert!(answer.status.is_success(), "{}", answer.text);
        assert_eq!(answer.header("content-encoding"), None);
        assert_eq!(answer.header("cache-control"), Some("no-store, no-transform"));
    }
}

async fn monitors_are_told_how_it_stands(world: World) {
    assert_eq!(world.get("//healthz").send().await.text, "alive\n");
    assert_eq!(world.get("//readyz").send().await.text, "ready\n");
    let account = world.account().await;
    let pending = world.pending(account).await;
    world.get(&pending.path("")).send().await.expect(401);
    world.advance(SignedDuration::from_mins(90));
    let metrics = world.get("//metrics").send().await;
    let counted = "roster_http_requests_total{method=\"GET\",route=\"/api/v1/users/{id}\",status=\"401\"} 1";
    assert!(metrics.text.lines().any(|line| line == counted), "{}", metrics.text);
    for line in [
        "roster_mails_queued 1",
        "roster_mails_oldest_queued_seconds 5400",
        "roster_sessions 0",
        "roster_database_up 1",
        "roster_http_request_duration_seconds_count{method=\"GET\",route=\"/readyz\"} 1",
    ] {
        assert!(
            metrics.text.lines().any(|found| found == line),
            "{line}: {}",
            metrics.text
        );
    }
    assert!(!metrics.text.contains(&pending.id.to_string()));
    world.store().close().await;
    world.get("//readyz").send().await.expect_problem(503, "unavailable");
    assert_eq!(world.get("//healthz").send().await.status, 200);
    let answer = world.get("/me").bearer(&"A".repeat(43)).send().await;
    answer.expect_problem(503, "unavailable");
    assert_eq!(answer.header("retry-after"), Some("2"));
    let metrics = world.get("//metrics").send().await;
    assert_eq!(metrics.status, 200, "what was counted is told also without a database");
    assert!(metrics.text.lines().any(|line| line == "roster_database_up 0"));
}

/// A balancer sends no more requests to a node that is about to stop.
async fn one_that_stops_is_not_ready(world: World) {
    assert_eq!(world.get("//readyz").send().await.text, "ready\n");
    world.app.shutdown.cancel();
    world.get("//readyz").send().await.expect_problem(503, "unavailable");
    assert_eq!(world.get("//healthz").send().await.status, 200);
}

crate::on_both_databases!(
    where_nothing_is_a_problem_says_so,
    every_answer_has_an_id_and_is_not_kept,
    long_json_is_compressed_for_those_who_take_it,
    the_change_feed_is_packed_tighter_for_those_who_take_it,
    what_holds_a_secret_is_never_compressed,
    monitors_are_told_how_it_stands,
    one_that_stops_is_not_ready,
);
