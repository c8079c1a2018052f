//! Ten thousand desktops that listen, and one change that reaches them all.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::future::join_all;
use http::{Method, StatusCode};
use roster_testkit::Measurement;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Call, Client};
use crate::node::{Memory, Node};
use crate::now;

/// Unless `ROSTER_BENCH_STREAMS` says otherwise: each takes a file of this process and one of the service's.
const STREAMS: usize = 10_000;
const CHANGES: usize = 5;

pub async fn measure(node: &Node, address: SocketAddr, token: &str) {
    let asked = std::env::var("ROSTER_BENCH_STREAMS").ok();
    let streams = asked.map_or(STREAMS, |streams| {
        streams.parse().expect("ROSTER_BENCH_STREAMS is a number")
    });
    let mut listening = Vec::with_capacity(streams);
    for _ in 0..streams {
        listening.push(Listener::open(address, token).await);
    }
    let mut client = Client::connect(address, Some(token)).await;
    let mut times = Vec::new();
    for number in 0..CHANGES {
        let asked = now();
        let change = Call {
            method: Method::PATCH,
            path: "/account".to_owned(),
            body: Some(json!({ "name": format!("Engines {number}") })),
            expected: StatusCode::OK,
        };
        client.send(&change).await;
        join_all(listening.iter_mut().map(Listener::hear)).await;
        times.push(asked.elapsed());
    }
    let name = format!("one change, from its request until {streams} streams have it");
    Measurement::from_samples(&node.named(&name), times).print();
    node.print_memory(&format!("memory with {streams} streams"), Memory::Now);
}

/// A stream of events, read as bytes: only that something came is of interest.
#[derive(Debug)]
struct Listener(TcpStream);

impl Listener {
    async fn open(address: SocketAddr, token: &str) -> Self {
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        let request = format!(
            "GET /api/v1/events HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {token}\r\naccept: text/event-stream\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.expect("it reads");
        let mut listener = Self(stream);
        // The beginning says where the account stands.
        listener.hear().await;
        listener
    }

    /// Waits for the next event; comments, which only keep the connection, are none.
    async fn hear(&mut self) {
        let mut buffer = [0; 2048];
        loop {
            let wait = tokio::time::timeout(Duration::from_mins(1), self.0.read(&mut buffer));
            let length = wait.await.expect("it comes").expect("the connection is kept");
            assert_ne!(length, 0, "the stream has ended");
            let text = String::from_utf8_lossy(&buffer[..length]);
            if text.contains("event: revision") || text.contains("event:revision") {
                return;
            }
        }
    }
}
