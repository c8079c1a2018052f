//! How long one person waits for their mail while another account has many in the queue, and then while three clients write, too.
//! Mails go into a folder: what is measured is whose turn it is.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::future::join;
use http::StatusCode;
use roster_testkit::Measurement;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::client::{Call, Client, sign_in};
use crate::load::{SPAN, load};
use crate::node::Node;
use crate::now;

/// Mails that the other account has queued, unless `ROSTER_BENCH_MAILS` says otherwise.
const QUEUED: usize = 20_000;
const IN_BULK: usize = 1_000;
const WRITERS: usize = 3;
const POLL: Duration = Duration::from_millis(5);

pub async fn measure(node: &Node, address: SocketAddr, token: &str) {
    let asked = std::env::var("ROSTER_BENCH_MAILS").ok();
    let queued = asked.map_or(QUEUED, |asked| asked.parse().expect("ROSTER_BENCH_MAILS is a number"));
    node.create_account("Difference Engines", "charles@example.com");
    let waiting = sign_in(address, "charles@example.com").await;

    queue(address, token, "quiet", queued).await;
    let name = node.named(&format!("a mail sent while {queued} of another account wait"));
    Measurement::from_samples(&name, deliveries(address, &waiting, "quiet").await).print();

    queue(address, token, "busy", queued).await;
    let load_of_writes = (0..WRITERS).map(|writer| {
        let mut number = 0;
        let write = move || {
            number += 1;
            Call::post(
                "/users",
                person(&format!("writer{writer}-{number}")),
                StatusCode::CREATED,
            )
        };
        (token.to_owned(), write)
    });
    let (_, times) = join(load(address, load_of_writes), deliveries(address, &waiting, "busy")).await;
    let name = node.named(&format!("the same while {WRITERS} clients write"));
    Measurement::from_samples(&name, times).print();
}

/// Has an account invite many people, in bulk.
async fn queue(address: SocketAddr, token: &str, name: &str, count: usize) {
    let mut client = Client::connect(address, Some(token)).await;
    let people: Vec<Value> = (0..count).map(|number| person(&format!("{name}{number}"))).collect();
    for users in people.chunks(IN_BULK) {
        let call = Call::post("/users/bulk", json!({ "users": users }), StatusCode::OK);
        client.send(&call).await;
    }
}

/// How long it takes from an invitation, one after the other, until its mail has been sent.
async fn deliveries(address: SocketAddr, token: &str, name: &str) -> Vec<Duration> {
    let mut client = Client::connect(address, Some(token)).await;
    let mut times = Vec::new();
    let began = now();
    while began.elapsed() < SPAN {
        let invite = Call::post(
            "/users",
            person(&format!("waits-{name}{}", times.len())),
            StatusCode::CREATED,
        );
        let asked = now();
        let user = client.json(&invite).await;
        let look = Call::get(format!("/users/{}", user["id"].as_str().expect("an id")));
        while client.json(&look).await["invitation"]["delivery"] != "sent" {
            sleep(POLL).await;
        }
        times.push(asked.elapsed());
    }
    times
}

fn person(name: &str) -> Value {
    json!({
        "firstName": "Grace", "lastName": "Hopper", "loginEmail": format!("{name}@example.net"),
        "communicationEmail": format!("{name}@example.net"), "language": "en", "role": "user",
    })
}
