//! Several clients at once, each sending its next request when it has the reply to the one before.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use hyper::body::Bytes;
use roster_testkit::Measurement;

use crate::client::{Call, Client};
use crate::now;

/// For how long a load is not measured yet: connections are new, and their database has plans to make.
const WARM_UP: Duration = Duration::from_secs(1);
/// For how long it is.
pub const SPAN: Duration = Duration::from_secs(5);

/// What was seen under a load.
#[derive(Debug)]
pub struct Load {
    span: Duration,
    times: Vec<Duration>,
}

/// What one client asks, one request after the other.
pub trait Asks {
    fn next(&mut self) -> Call;

    /// Is shown the reply to each.
    fn heard(&mut self, _reply: &Bytes) {}
}

impl<F: FnMut() -> Call> Asks for F {
    fn next(&mut self) -> Call {
        self()
    }
}

/// A client for each token, with what it asks.
pub async fn load<A: Asks>(address: SocketAddr, clients: impl IntoIterator<Item = (String, A)>) -> Load {
    let mut connected = Vec::new();
    for (token, asks) in clients {
        connected.push((Client::connect(address, Some(&token)).await, asks));
    }
    let measured_from = now() + WARM_UP;
    let running = connected
        .into_iter()
        .map(|(client, asks)| run(client, asks, measured_from));
    let times = join_all(running).await.into_iter().flatten().collect();
    Load {
        span: measured_from.elapsed(),
        times,
    }
}

/// How long each request took that was sent after the given moment.
async fn run(mut client: Client, mut asks: impl Asks, measured_from: Instant) -> Vec<Duration> {
    let mut times = Vec::new();
    while measured_from.elapsed() < SPAN {
        let call = asks.next();
        let asked = now();
        let reply = client.send(&call).await;
        if asked >= measured_from {
            times.push(asked.elapsed());
        }
        asks.heard(&reply);
    }
    times
}

impl Load {
    pub fn print(self, name: &str) {
        Measurement::of_number(name, "/s", self.rate()).print();
        Measurement::from_samples(&format!("{name}: each"), self.times).print();
    }

    /// Replies a second.
    #[expect(clippy::cast_precision_loss, reason = "a number to look at")]
    pub fn rate(&self) -> f64 {
        self.times.len() as f64 / self.span.as_secs_f64()
    }
}
