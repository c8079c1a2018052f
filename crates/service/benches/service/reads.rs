//! Lists, searches and the whole account.

use std::net::SocketAddr;
use std::time::Duration;

use hyper::body::Bytes;
use roster_testkit::{Measurement, SeededRandom};
use serde_json::Value;

use crate::client::{Call, Client};
use crate::load::{Asks, SPAN, load};
use crate::node::{Memory, Node};
use crate::now;

const CLIENTS: usize = 16;
const WHOLE: usize = 5;

const SORTS: [&str; 10] = [
    "lastName",
    "-lastName",
    "firstName",
    "-firstName",
    "loginEmail",
    "-loginEmail",
    "createdAt",
    "-createdAt",
    "lastActiveAt",
    "-lastActiveAt",
];

/// Parts of names and addresses: found often, seldom and never.
const PARTS: [&str; 12] = [
    "mar",
    "an",
    "sch",
    "eva.",
    "ovi",
    "zz",
    "example",
    "nobody at all",
    "li",
    "tha",
    "é",
    "love",
];

pub async fn measure(node: &Node, address: SocketAddr, token: &str) {
    node.forget_the_most_memory();
    first_lists(node, address, token).await;
    let walks = (0..CLIENTS).map(|client| (token.to_owned(), Walk::new(client)));
    load(address, walks)
        .await
        .print(&node.named("list of 50, any sort, any page, with total, 16 clients"));
    let searches = |client: usize| {
        let random = SeededRandom::unprinted(client as u64);
        (token.to_owned(), move || search(&random))
    };
    load(address, (0..CLIENTS).map(searches))
        .await
        .print(&node.named("substring search with total, 16 clients"));
    load(address, [searches(0)])
        .await
        .print(&node.named("substring search with total, one client"));
    node.print_memory("most memory while listed and searched", Memory::Most);
    whole_account(node, address, token).await;
}

/// How soon a node that was just started lists the account, which it then reads into memory beside the requests: the load begins
/// when that is done.
async fn first_lists(node: &Node, address: SocketAddr, token: &str) {
    let mut client = Client::connect(address, Some(token)).await;
    let mut times = Vec::new();
    let began = now();
    while began.elapsed() < SPAN {
        let asked = now();
        client.send(&Call::get("/users?limit=50&sort=loginEmail")).await;
        times.push(asked.elapsed());
    }
    let name = node.named("lists of 50 while the account is read into memory, one client");
    Measurement::from_samples(&name, times).print();
}

fn search(random: &SeededRandom) -> Call {
    let part = PARTS[random.below(PARTS.len())]
        .replace(' ', "%20")
        .replace('é', "%C3%A9");
    Call::get(format!("/users?q={part}&limit=50"))
}

/// Goes through a list from page to page, then through another one.
#[derive(Debug)]
struct Walk {
    sort: usize,
    pages: usize,
    cursor: Option<String>,
}

impl Walk {
    fn new(client: usize) -> Self {
        Self {
            sort: client % SORTS.len(),
            pages: 0,
            cursor: None,
        }
    }
}

impl Asks for Walk {
    fn next(&mut self) -> Call {
        let cursor = self.cursor.take().map(|cursor| format!("&cursor={cursor}"));
        Call::get(format!(
            "/users?limit=50&sort={}{}",
            SORTS[self.sort],
            cursor.unwrap_or_default()
        ))
    }

    fn heard(&mut self, reply: &Bytes) {
        self.pages += 1;
        // Reading the reply as JSON would take this computer longer than it takes to make it.
        self.cursor = next_cursor(reply).filter(|_| !self.pages.is_multiple_of(100));
        if self.cursor.is_none() {
            self.sort = (self.sort + 1) % SORTS.len();
        }
    }
}

fn next_cursor(reply: &Bytes) -> Option<String> {
    let text = std::str::from_utf8(reply).expect("JSON is UTF-8");
    let (_, rest) = text.rsplit_once("\"nextCursor\":\"")?;
    Some(rest.split_once('"')?.0.to_owned())
}

async fn whole_account(node: &Node, address: SocketAddr, token: &str) {
    let mut client = Client::connect(address, Some(token)).await;
    node.forget_the_most_memory();
    let (mut times, mut bytes) = (Vec::new(), 0);
    for _ in 0..WHOLE {
        let (time, size) = read_changes(&mut client).await;
        times.push(time);
        bytes = size;
    }
    Measurement::from_samples(
        &node.named("/changes for the whole account, waiting for replies"),
        times,
    )
    .print();
    #[expect(clippy::cast_precision_loss, reason = "a size to look at")]
    let megabytes = bytes as f64 / 1e6;
    Measurement::of_number(
        &node.named("/changes for the whole account on the wire"),
        "MB",
        megabytes,
    )
    .print();
    node.print_memory("most memory while the whole account is read", Memory::Most);
}

/// The time waited for replies, and their size on the wire in bytes.
async fn read_changes(client: &mut Client) -> (Duration, usize) {
    let (mut time, mut bytes) = (Duration::ZERO, 0);
    let mut after = String::new();
    loop {
        let asked = now();
        let packed = client
            .send_packed(&Call::get(format!("/changes?limit=5000{after}")))
            .await;
        time += asked.elapsed();
        bytes += packed.len();
        let page = zstd::decode_all(packed.as_ref()).expect("it is packed");
        let page: Value = serde_json::from_slice(&page).expect("JSON");
        if page["hasMore"] != true {
            return (time, bytes);
        }
        after = format!("&after={}", page["cursor"].as_str().expect("a cursor"));
    }
}
