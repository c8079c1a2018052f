//! Signing in as fast as passwords can be hashed, and what others notice of it.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::future::join_all;
use http::StatusCode;
use roster_testkit::Measurement;

use crate::client::{Call, Client, credentials};
use crate::load::SPAN;
use crate::node::Node;
use crate::{floor, now};

/// So many that each core always has a password to hash, and so few that nobody is turned away.
const CLIENTS: usize = 4;

/// How often the others ask.
const PAUSE: Duration = Duration::from_millis(20);

pub async fn measure(node: &Node, address: SocketAddr, token: &str) {
    let known = known_device(address).await;
    let began = now();
    let signing_in = join_all((0..CLIENTS).map(|_| sign_in_again(address, &known)));
    let (signed_in, meanwhile) = tokio::join!(signing_in, ask_meanwhile(address, token));
    let span = began.elapsed().as_secs_f64();
    let rate = f64::from(signed_in.iter().sum::<u32>()) / span;
    Measurement::of_number(&node.named("sign-ins"), "/s", rate).print();
    let possible = floor::hashes_a_second();
    Measurement::of_number(
        &node.named("sign-ins, of what argon2id allows"),
        "%",
        rate / possible * 100.0,
    )
    .print();
    Measurement::from_samples(&node.named("a list of 50 meanwhile"), meanwhile).print();
}

/// So that signing in again is no news to be mailed.
async fn known_device(address: SocketAddr) -> Call {
    let first = Call::post("/sessions", credentials("ada@example.com"), StatusCode::CREATED);
    let session = Client::connect(address, None).await.json(&first).await;
    let mut again = credentials("ada@example.com");
    again["deviceToken"] = session["deviceToken"].clone();
    Call::post("/sessions", again, StatusCode::CREATED)
}

async fn sign_in_again(address: SocketAddr, call: &Call) -> u32 {
    let mut client = Client::connect(address, None).await;
    let (began, mut done) = (now(), 0);
    while began.elapsed() < SPAN {
        client.send(call).await;
        done += 1;
    }
    done
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
