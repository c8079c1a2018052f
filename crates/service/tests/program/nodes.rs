//! Two nodes on one PostgreSQL, as behind a balancer: whatever a client does at one, the other knows.

use reqwest::{Client, Method, Response};
use roster_testkit::{SmtpOptions, SmtpServer};
use serde_json::{Value, json};

use crate::installation::{Installation, LOGIN};
use crate::kills::{Writers, everything_is_there_once};
use crate::serving::{PATIENCE, Serving, eventually};
use crate::sse::EventStream;

/// Two nodes and an administrator's session, made at the first.
async fn two_nodes(installation: &Installation) -> (Serving, Serving, String) {
    installation.create_account();
    let (one, other) = (installation.serve(), installation.serve());
    let token = one.sign_in().await;
    (one, other, token)
}

async fn status(node: &Serving, method: Method, path: &str, token: &str) -> u16 {
    node.call(method, path, Some(token), None).await.status().as_u16()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_is_good_at_both_and_ends_at_both() {
    let installation = Installation::over_postgres().await;
    let (one, other, token) = two_nodes(&installation).await;
    let kept = other.sign_in().await;
    assert_eq!(one.get("/me", &token).await["loginEmail"], LOGIN);
    assert_eq!(other.get("/me", &token).await["loginEmail"], LOGIN);
    let mut events = EventStream::open(&one.url, &token, None).await;
    events.revision().await;
    assert_eq!(status(&other, Method::DELETE, "/sessions/current", &token).await, 204);
    for node in [&one, &other] {
        assert_eq!(status(node, Method::GET, "/me", &token).await, 401);
        assert_eq!(status(node, Method::GET, "/me", &kept).await, 200);
    }
    events.ended().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failed_sign_ins_are_counted_together() {
    let installation = Installation::over_postgres().await;
    let (one, other, _) = two_nodes(&installation).await;
    let guess = json!({ "loginEmail": LOGIN, "password": "not the right one" });
    let mut statuses = Vec::new();
    for number in 0..12 {
        let node = if number % 2 == 0 { &one } else { &other };
        let answer = node.call(Method::POST, "/sessions", None, Some(&guess)).await;
        statuses.push(answer.status().as_u16());
    }
    assert_eq!(statuses, [[401; 9].as_slice(), &[429; 3]].concat());
}

/// Invites someone under an idempotency key.
async fn invite(node: &Serving, token: &str, name: &str) -> Response {
    let form = json!({
        "firstName": "Grace", "lastName": "Hopper", "loginEmail": format!("{name}@example.com"),
        "communicationEmail": format!("{name}@mail.example"), "language": "en", "role": "user",
    });
    let request = Client::new().post(format!("{}/api/v1/users", node.url));
    let request = request.bearer_auth(token).header("idempotency-key", name).json(&form);
    request.send().await.expect("an answer")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_sent_to_both_at_once_is_done_once() {
    let installation = Installation::over_postgres().await;
    let (one, other, token) = two_nodes(&installation).await;
    for round in 0..10 {
        let name = format!("grace{round}");
        let (here, there) = tokio::join!(invite(&one, &token, &name), invite(&other, &token, &name));
        assert_eq!((here.status().as_u16(), there.status().as_u16()), (201, 201));
        let here: Value = here.json().await.expect("JSON");
        assert_eq!(here, there.json::<Value>().await.expect("JSON"));
    }
    assert_eq!(installation.number("SELECT COUNT(*) FROM users").await, 11);
    assert_eq!(installation.number("SELECT COUNT(*) FROM mails").await, 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_of_each_reach_the_streams_of_both() {
    let installation = Installation::over_postgres().await;
    let (one, other, token) = two_nodes(&installation).await;
    let mut streams = [
        EventStream::open(&one.url, &token, None).await,
        EventStream::open(&other.url, &token, None).await,
    ];
    for (node, name) in [(&one, "Engines of one"), (&other, "Engines of the other")] {
        let body = json!({ "name": name });
        let answer = node.call(Method::PATCH, "/account", Some(&token), Some(&body)).await;
        assert_eq!(answer.status(), 200);
        let revision = one.get("/changes?limit=1", &token).await["revision"].as_i64();
        for stream in &mut streams {
            stream.reach(revision.expect("a number")).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_is_sent_once_by_either() {
    const MAILS: usize = 40;
    let server = SmtpServer::start(&SmtpOptions {
        slow: std::time::Duration::from_millis(20),
        ..SmtpOptions::default()
    })
    .expect("a mail server");
    let installation = Installation::over_postgres().await;
    installation.create_account();
    let serve = || {
        installation.serve_with(|command| {
            command.env("ROSTER_MAIL_URL", server.url());
        })
    };
    let nodes = [serve(), serve()];
    let token = nodes[0].sign_in().await;
    for number in 0..MAILS {
        let answer = invite(&nodes[number % 2], &token, &format!("grace{number}")).await;
        assert_eq!(answer.status(), 201);
    }
    server.wait_for(MAILS).await.expect("all of them");
    let sent = "SELECT COUNT(*) FROM mails WHERE state = 'sent' AND attempts = 1";
    eventually(async || (usize::try_from(installation.number(sent).await) == Ok(MAILS)).then_some(())).await;
    for node in nodes {
        let log = node.stop().await;
        assert!(log.contains("a mail was sent"), "each has its share: {log}");
    }
    let mut recipients: Vec<String> = server.messages().await.into_iter().flat_map(|mail| mail.to).collect();
    recipients.sort();
    recipients.dedup();
    assert_eq!((server.messages().await.len(), recipients.len()), (MAILS, MAILS));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_a_node_is_killed_the_other_goes_on() {
    const WRITTEN: usize = 20;
    let installation = Installation::over_postgres().await;
    let (one, other, token) = two_nodes(&installation).await;
    let writers = Writers::start(&one, &token);
    let (mut dying, mut living) = (one, other);
    for _ in 0..4 {
        writers.write_more(WRITTEN).await;
        dying.signal("KILL");
        // What was under way at the one is sent to the other, under its key.
        writers.url.send_replace(Some(living.url.clone()));
        dying.ended_within(PATIENCE).await.expect("it ends");
        writers.write_more(WRITTEN).await;
        // One is added, and the next to die is the one that has the load.
        dying = std::mem::replace(&mut living, installation.serve());
    }
    let invited = writers.finish().await;
    everything_is_there_once(&installation, &living, &token, invited).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_may_be_the_first_on_an_empty_database() {
    for _ in 0..3 {
        let installation = Installation::over_postgres().await;
        let (one, other) = std::thread::scope(|scope| {
            let starting = scope.spawn(|| installation.serve());
            (installation.serve(), starting.join().expect("it starts"))
        });
        installation.create_account();
        let token = one.sign_in().await;
        assert_eq!(status(&other, Method::GET, "/me", &token).await, 200);
        one.stop().await;
        other.stop().await;
    }
}
