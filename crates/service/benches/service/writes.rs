//! Invitations: the user, the link's hash, the mail in the queue and the audit event, all on the disk before the reply.

use std::cell::Cell;
use std::net::SocketAddr;
use std::rc::Rc;

use http::StatusCode;
use roster_testkit::Measurement;
use serde_json::{Value, json};

use crate::ACCOUNTS;
use crate::client::{Call, Client, sign_in};
use crate::load::load;
use crate::node::Node;
use crate::now;

const BULKS: usize = 5;
const IN_BULK: u32 = 1_000;

pub async fn measure(node: &mut Node, address: SocketAddr, token: &str) {
    let mut people = People::default();
    let mut tokens = Vec::new();
    for number in 0..ACCOUNTS {
        let login_email = format!("ada{number}@example.org");
        node.create_account(&format!("Account {number}"), &login_email);
        tokens.push(sign_in(address, &login_email).await);
    }
    let inviting = tokens.iter().map(|token| (token.clone(), people.invite()));
    load(address, inviting)
        .await
        .print(&node.named("invitations created, 16 accounts at once"));
    let inviting = (0..ACCOUNTS).map(|_| (token.to_owned(), people.invite()));
    load(address, inviting)
        .await
        .print(&node.named("invitations created, 16 clients of one account"));

    let mut client = Client::connect(address, Some(token)).await;
    let mut times = Vec::new();
    for _ in 0..BULKS {
        let users: Vec<Value> = (0..IN_BULK).map(|_| people.next()).collect();
        let call = Call::post("/users/bulk", json!({ "users": users }), StatusCode::OK);
        let asked = now();
        client.send(&call).await;
        times.push(asked.elapsed());
    }
    Measurement::from_samples(&node.named("1,000 invitations in one bulk call"), times).print();
}

/// Nobody of them twice.
#[derive(Debug, Default, Clone)]
struct People(Rc<Cell<u64>>);

impl People {
    fn next(&mut self) -> Value {
        let number = self.0.replace(self.0.get() + 1);
        json!({
            "firstName": "Grace", "lastName": format!("Hopper {number}"), "loginEmail": format!("grace{number}@example.net"),
            "communicationEmail": format!("grace{number}@example.net"), "language": "en", "role": "user",
        })
    }

    fn invite(&self) -> impl FnMut() -> Call + use<> {
        let mut people = self.clone();
        move || Call::post("/users", people.next(), StatusCode::CREATED)
    }
}
