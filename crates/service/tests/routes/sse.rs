//! Reads a stream of events as a browser would (HTML Living Standard, 9.2.6).
#![allow(dead_code, reason = "every test binary uses another part of this")]

use std::time::Duration;

use reqwest::{Client, Response};
use tokio::time::{Instant, timeout_at};

/// Far longer than anything here takes: what has not come by then does not come.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub name: String,
    pub id: String,
    pub data: String,
}

pub struct EventStream {
    response: Response,
    unread: String,
}

impl EventStream {
    pub async fn open(base: &str, token: &str, last_event: Option<&str>) -> Self {
        let mut request = Client::new().get(format!("{base}/api/v1/events")).bearer_auth(token);
        if let Some(id) = last_event {
            request = request.header("last-event-id", id);
        }
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), 200);
        Self {
            response,
            unread: String::new(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.response
            .headers()
            .get(name)
            .map(|value| value.to_str().expect("ASCII"))
    }

    /// The next event; none when the stream has ended.
    pub async fn next(&mut self) -> Option<Event> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(end) = self.unread.find("\n\n") {
                let event = parse(&self.unread[..end]);
                self.unread.drain(..end + 2);
                if let Some(event) = event {
                    return Some(event);
                }
                continue;
            }
            let chunk = timeout_at(deadline, self.response.chunk())
                .await
                .expect("an event in time, or the end");
            let chunk = chunk.ok().flatten()?;
            self.unread.push_str(std::str::from_utf8(&chunk).expect("text"));
        }
    }

    /// The next event's revision.
    pub async fn revision(&mut self) -> i64 {
        let event = self.next().await.expect("an event");
        assert_eq!(event.name, "revision");
        assert_eq!(event.data, format!("{{\"revision\":{}}}", event.id));
        event.id.parse().expect("a number")
    }

    /// Reads up to an event of this revision or a later one.
    pub async fn reach(&mut self, revision: i64) {
        while self.revision().await < revision {}
    }

    /// Waits for the end.
    pub async fn ended(&mut self) {
        while self.next().await.is_some() {}
    }
}

fn parse(block: &str) -> Option<Event> {
    let mut event = Event {
        name: String::new(),
        id: String::new(),
        data: String::new(),
    };
    for line in block.lines() {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value).to_owned();
        match field {
            "event" => event.name = value,
            "id" => event.id = value,
            "data" => event.data = value,
            _ => {}
        }
    }
    (!event.data.is_empty()).then_some(event)
}
