use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use mail_parser::MessageParser;
use roster_domain::UserId;
use roster_service::App;
use roster_service::mail::{MailSettings, MailWorker};
use roster_testkit::Message;
use serde_json::Value;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use crate::invited::Invited;
use crate::support::World;

/// How long to wait for what has to come. Only a test that fails waits as long.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running worker, which can be told to stop.
#[derive(Debug)]
pub struct Running {
    pub app: App,
    task: JoinHandle<()>,
}

impl Running {
    /// A worker of the world's service, which sends to a mail URL.
    pub fn start(world: &World, url: &str) -> Self {
        Self::start_with(world, settings(url))
    }

    /// The same with other settings.
    pub fn start_with(world: &World, settings: MailSettings) -> Self {
        let mut app = world.app.clone();
        // A life of its own.
        app.shutdown = CancellationToken::new();
        let worker = MailWorker::new(app.clone(), settings).expect("a worker");
        Self {
            app,
            task: tokio::spawn(worker.run()),
        }
    }

    /// Shuts it down and waits until it is done.
    pub async fn stop(self) {
        self.app.shutdown.cancel();
        self.task.await.expect("the worker ends in good order");
    }
}

pub fn settings(url: &str) -> MailSettings {
    MailSettings {
        url: url.parse().expect("a mail URL"),
        helo: "roster.example".parse().expect("a name"),
        from: "Roster <roster@mail.example.com>".parse().expect("a sender"),
        retry_base: SignedDuration::from_secs(30),
        patience: roster_service::mail::MAIL_TIMEOUT,
    }
}

/// Waits until something holds.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds().await {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        sleep(Duration::from_millis(10)).await;
    }
}

/// Lets time pass and the worker notice.
pub fn pass(world: &World, span: SignedDuration) {
    world.advance(span);
    world.app.mail_queued.notify_one();
}

/// Lets time pass until the next try is due, if one is waited for, and the worker notice.
pub async fn pass_to_next_try(world: &World) {
    let due = world
        .number("SELECT COALESCE(MIN(next_attempt_at), 0) FROM mails WHERE state = 'queued' AND claimed_until IS NULL")
        .await;
    let due = Timestamp::from_microsecond(due).expect("a time");
    if due > world.app.now() {
        world.clock.set(due);
        world.app.mail_queued.notify_one();
    }
}

/// The user's invitation as their administrator sees it.
pub async fn invitation(world: &World, invited: &Invited) -> Value {
    let user = world
        .get(&format!("/users/{}", invited.user))
        .by(&invited.grace)
        .send()
        .await
        .expect(200);
    user["invitation"].clone()
}

/// Waits until the user's invitation shows this delivery, with an error or without, and gives it.
pub async fn until_delivery(world: &World, invited: &Invited, delivery: &str, with_error: bool) -> Value {
    let mut shown = Value::Null;
    until(&format!("{delivery}, error: {with_error}"), async || {
        shown = invitation(world, invited).await;
        shown["delivery"] == delivery && shown["deliveryError"].is_null() != with_error
    })
    .await;
    shown
}

/// How many mails are in a state.
pub async fn in_state(world: &World, state: &str) -> i64 {
    world
        .number(&format!("SELECT COUNT(*) FROM mails WHERE state = '{state}'"))
        .await
}

/// The actions in the account's log, oldest first.
pub async fn actions(world: &World) -> Vec<String> {
    world.texts("SELECT action FROM audit_events ORDER BY seq").await
}

/// The token in the link of a mail's text.
pub fn token_in(message: &Message) -> String {
    let parsed = MessageParser::default().parse(message.raw.as_bytes()).expect("a mail");
    let text = parsed.body_text(0).expect("a text");
    let line = text
        .lines()
        .find(|line| line.starts_with("https://"))
        .expect("a link on a line of its own");
    line.strip_prefix("https://roster.example/invitations/")
        .expect("a link to the service")
        .to_owned()
}

pub fn message_id(message: &Message) -> String {
    let parsed = MessageParser::default().parse(message.raw.as_bytes()).expect("a mail");
    parsed.message_id().expect("a Message-ID").to_owned()
}

/// Invites a number of people more, by the same administrator.
pub async fn invite_more(world: &World, invited: &Invited, count: usize) -> Vec<UserId> {
    let mut users = Vec::new();
    for number in 0..count {
        let body = serde_json::json!({
            "firstName": "Number", "lastName": number.to_string(), "loginEmail": format!("{number}@login.example"),
            "communicationEmail": format!("{number}@mail.example"), "language": "en", "role": "user",
        });
        let created = world
            .post("/users")
            .by(&invited.grace)
            .json(&body)
            .send()
            .await
            .expect(201);
        users.push(created["id"].as_str().expect("an id").parse().expect("an id"));
    }
    users
}
