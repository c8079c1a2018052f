//! The worst that can be sent to each route, in little memory: the process goes on, and so do the others.

use std::fs;
use std::process::Command;
use std::time::Duration;

use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::installation::Installation;

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// What the process may have of memory that it writes to, in bytes: a small machine's share.
const MEMORY: usize = 320 * MIB;

/// How many send at once.
const AT_ONCE: usize = 3;

/// The largest that each route takes, by its method and path; `{id}` is a user's id.
const ROUTES: [(&str, &str, usize); 14] = [
    ("POST", "/users/bulk", 8 * MIB),
    ("POST", "/users", MIB),
    ("PATCH", "/users/{id}", MIB),
    ("DELETE", "/users/{id}", MIB),
    ("POST", "/users/{id}/restore", MIB),
    ("POST", "/users/{id}/invitation/resend", MIB),
    ("POST", "/users/{id}/invitation/link", MIB),
    ("PATCH", "/me", MIB),
    ("POST", "/me/password", MIB),
    ("PATCH", "/account", MIB),
    ("DELETE", "/me/sessions", MIB),
    ("POST", "/sessions", 16 * KIB),
    ("POST", "/invitations/accept", 16 * KIB),
    ("POST", "/password/forgotten", 16 * KIB),
];

/// Bodies of so many bytes that take the most room once they are read.
fn worst(length: usize) -> Vec<String> {
    let repeated = |begin: &str, piece: &str, end: &str| {
        let count = (length - begin.len() - end.len()) / (piece.len() + 1);
        format!("{begin}{}{end}", vec![piece; count].join(","))
    };
    let keys: Vec<String> = (0..length / 12).map(|number| format!("\"{number:x}\":0")).collect();
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    vec![
        repeated("[", "{\"\":0}", "]"),
        repeated("{\"users\":[", "{\"\":0}", "]}"),
        repeated("{\"users\":[", "{}", "]}"),
        repeated("[", "0", "]"),
        repeated("[", &deep, "]"),
        format!("{{{}}}", keys.join(",")),
        format!("{{\"firstName\":\"{}\"}}", "\\u0001".repeat((length - 20) / 6)),
        "[".repeat(length),
    ]
}

fn most_memory_ever(process: u32) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("it runs");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a line");
    let kib = line.split_ascii_whitespace().nth(1).expect("a number");
    kib.parse::<usize>().expect("a number") * KIB
}

async fn send(client: &Client, url: &str, method: &str, token: Option<&str>, body: &str) -> StatusCode {
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    let mut request = client
        .request(method, url)
        .header("content-type", "application/json")
        .timeout(Duration::from_mins(1))
        .body(body.to_owned());
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    request.send().await.expect("an answer").status()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_worst_bodies_take_little_memory() {
    let installation = Installation::over_sqlite();
    installation.create_account();
    let serving = installation.serve();
    let token = serving.sign_in().await;
    let me: Value = serving.get("/me", &token).await;
    let id = me["user"]["id"]
        .as_str()
        .or(me["id"].as_str())
        .expect("an id")
        .to_owned();
    let process = serving.process();
    let limited = Command::new("prlimit")
        .args(["--pid", &process.to_string(), &format!("--data={MEMORY}")])
        .status();
    assert!(limited.expect("prlimit runs").success());
    let client = Client::new();
    for (method, path, length) in ROUTES {
        let url = format!("{}/api/v1{}", serving.url, path.replace("{id}", &id));
        // All read alike: elsewhere the two that are largest once they are read.
        let different = if path.starts_with("/users/{") || path.starts_with("/me") {
            2
        } else {
            8
        };
        for body in worst(length).iter().take(different) {
            for token in [None, Some(token.as_str())] {
                let sent = (0..AT_ONCE).map(|_| send(&client, &url, method, token, body));
                for status in futures_util::future::join_all(sent).await {
                    let is_refused = status.is_client_error() || status == StatusCode::SERVICE_UNAVAILABLE;
                    assert!(is_refused, "{method} {path} {} {status}", &body[..20]);
                }
            }
        }
        let most = most_memory_ever(process);
        assert!(most < MEMORY / 2, "{method} {path}: {} MiB", most / MIB);
    }
    let renamed = serving
        .call(Method::PATCH, "/me", Some(&token), Some(&json!({ "firstName": "Ada" })))
        .await;
    assert_eq!(renamed.status(), 200, "{}", serving.log());
    serving.stop().await;
}
