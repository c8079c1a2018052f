//! Signing in as fast as passwords can be hashed, and what others notice of it.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::future::join_all;
use http::StatusCode;
use roster_testkit::Measurement;
use serde_json::Value;

use crate::client::{Call, Client, credentials};
use crate::load::SPAN;
use crate::node::Node;
use crate::{floor, now};

/// So many that each core always has a password to hash, and so few that nobody is turned away.
const CLIENTS: usize = 4;

/// How often the others ask.
const PAUSE: Duration = Duration::from_millis(20);

pub async fn measure(node: &Node, address: SocketAddr, token: &str) {
    let mut devices = Vec::new();
    for _ in 0..CLIENTS {
        devices.push(Device::known(address).await);
    }
    // Right before and right after, since the machine's speed moves with whoever shares it.
    let before = floor::hashes_a_second();
    let began = now();
    let signing_in = join_all(devices.into_iter().map(Device::sign_in_again));
    let (signed_in, meanwhile) = tokio::join!(signing_in, ask_meanwhile(address, token));
    let span = began.elapsed().as_secs_f64();
    let rate = f64::from(signed_in.iter().sum::<u32>()) / span;
    Measurement::of_number(&node.named("sign-ins"), "/s", rate).print();
    let possible = before.midpoint(floor::hashes_a_second());
    Measurement::of_number(
        &node.named("sign-ins, of what argon2id allows"),
        "%",
        rate / possible * 100.0,
    )
    .print();
    Measurement::from_samples(&node.named("a list of 50 meanwhile"), meanwhile).print();
}

/// One at which somebody has signed in before: that they do again is no news to be mailed.
struct Device {
    client: Client,
    credentials: Value,
}

impl Device {
    async fn known(address: SocketAddr) -> Self {
        let mut device = Self {
            client: Client::connect(address, None).await,
            credentials: credentials("ada@example.com"),
        };
        device.sign_in().await;
        device
    }

    async fn sign_in(&mut self) {
        let call = Call::post("/sessions", self.credentials.clone(), StatusCode::CREATED);
        let session = self.client.json(&call).await;
        // It is known by another token each time.
        self.credentials["deviceToken"] = session["deviceToken"].clone();
    }

    async fn sign_in_again(mut self) -> u32 {
        let (began, mut done) = (now(), 0);
        while began.elapsed() < SPAN {
            self.sign_in().await;
            done += 1;
        }
        done
    }
}

async fn ask_meanwhile(address: SocketAddr, token: &str) -> Vec<Duration> {
    let mut client = Client::connect(address, Some(token)).await;
    let (began, mut times) = (now(), Vec::new());
    while began.elapsed() < SPAN {
        let asked = now();
        client.send(&Call::get("/users?limit=50")).await;
        times.push(asked.elapsed());
        tokio::time::sleep(PAUSE).await;
    }
    times
}
