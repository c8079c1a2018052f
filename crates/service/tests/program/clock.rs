//! The built program under a clock that jumps, by libfaketime where it is installed.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use roster_domain::Clock as _;
use roster_service::SystemClock;
use roster_testkit::left_out;
use serde_json::{Value, json};

use crate::installation::Installation;
use crate::serving::{Serving, eventually};

/// Where Debian puts it (package libfaketime).
const FAKETIME: &str = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

/// Sets the program's clock, which reads how far it is off from a file.
struct WrongClock(PathBuf);

impl WrongClock {
    fn set(&self, off: &str) {
        fs::write(&self.0, off).expect("it is written");
    }
}

fn invitation(name: &str) -> Value {
    json!({
        "firstName": name, "lastName": "Hopper", "loginEmail": format!("{name}@example.com"),
        "communicationEmail": format!("{name}@mail.example"), "language": "en", "role": "user",
    })
}

fn serve(installation: &Installation, clock: &WrongClock) -> Serving {
    installation.serve_with(|command| {
        command
            .env("LD_PRELOAD", FAKETIME)
            .env("FAKETIME_TIMESTAMP_FILE", &clock.0)
            .env("FAKETIME_NO_CACHE", "1")
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("DONT_FAKE_MONOTONIC", "1")
            .env("ROSTER_INVITATION_QUOTA", "100")
            // Nobody answers there: mails wait.
            .env("ROSTER_MAIL_URL", "smtp://127.0.0.1:1");
    })
}

/// How many days it is until an invitation ends.
async fn days_left(serving: &Serving, token: &str, user: &Value) -> i64 {
    let user = serving
        .get(&format!("/users/{}", user["id"].as_str().expect("an id")), token)
        .await;
    let ends = user["invitation"]["expiresAt"].as_str().expect("a time");
    let ends: Timestamp = ends.parse().expect("a time");
    let left = ends.duration_since(SystemClock.now());
    (left + SignedDuration::from_hours(12)).as_hours() / 24
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[allow(
    clippy::disallowed_methods,
    reason = "the program's clock is held against the real one"
)]
async fn a_clock_that_is_corrected_while_it_serves_and_while_it_does_not() {
    if !Path::new(FAKETIME).exists() {
        left_out("a clock that jumps under libfaketime", "libfaketime");
        return;
    }
    let installation = Installation::over_sqlite();
    installation.create_account();
    let clock = WrongClock(installation.path("clock"));
    clock.set("+365d");
    let serving = serve(&installation, &clock);
    let token = serving.sign_in().await;
    let invited = serving.post("/users", Some(&token), &invitation("grace")).await;
    assert_eq!(days_left(&serving, &token, &invited).await, 365 + 7);
    // While it serves.
    clock.set("+2h");
    eventually(async || (days_left(&serving, &token, &invited).await == 7).then_some(())).await;
    assert!(serving.log().contains("the clock was put back"), "{}", serving.log());
    serving.post("/users", Some(&token), &invitation("joan")).await;
    serving.stop().await;
    // While nothing runs.
    clock.set("+0d");
    let serving = serve(&installation, &clock);
    assert_eq!(days_left(&serving, &token, &invited).await, 7);
    let ahead = SignedDuration::from_hours(1);
    let late = (SystemClock.now() + ahead).as_microsecond();
    let waiting = format!("SELECT COUNT(*) FROM mails WHERE created_at > {late} OR next_attempt_at > {late}");
    assert_eq!(installation.number(&waiting).await, 0, "every mail is due soon");
    serving.post("/users", Some(&token), &invitation("ida")).await;
    serving.stop().await;
}
