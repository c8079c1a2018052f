//! What one node of the service does on this computer, which also bears the load: `rosterd` as it is shipped, a process of its
//! own, on SQLite and then on PostgreSQL, both waiting for the disk, beside the floors that nobody gets below.

mod client;
mod floor;
mod load;
mod mails;
mod node;
mod reads;
mod sign_ins;
mod start;
mod streams;
mod writes;

use roster_testkit::ThrowawayPostgres;
use tokio::runtime::Builder;

use crate::node::{Memory, Node};

/// Users of the account that is listed and searched, unless `ROSTER_BENCH_USERS` says otherwise.
const USERS: u32 = 100_000;

/// Accounts beside it, for what many do at the same time.
const ACCOUNTS: usize = 16;

fn main() {
    // One thread for the load: what it takes, the service lacks.
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        floor::measure().await;
        for engine in engines() {
            measure(&engine).await;
        }
    });
}

/// SQLite, then PostgreSQL; `ROSTER_BENCH_ENGINE` chooses one.
fn engines() -> Vec<String> {
    let asked = std::env::var("ROSTER_BENCH_ENGINE").ok();
    asked.map_or_else(
        || vec!["SQLite".to_owned(), "PostgreSQL".to_owned()],
        |engine| vec![engine],
    )
}

async fn measure(engine: &str) {
    let postgres = (engine == "PostgreSQL").then(|| ThrowawayPostgres::start_durable().expect("PostgreSQL starts"));
    let database = postgres
        .as_ref()
        .map(|server| server.create_database().expect("a database"));
    let mut node = Node::prepare(engine, database);
    start::measure(&mut node).await;

    let account = node.create_account("Analytical Engines", "ada@example.com");
    let users = std::env::var("ROSTER_BENCH_USERS").ok();
    let users = users.map_or(USERS, |users| users.parse().expect("ROSTER_BENCH_USERS is a number"));
    node.seed(&account, users - users * 3 / 100, users * 3 / 100);
    let address = node.serve();
    let token = client::sign_in(address, "ada@example.com").await;
    reads::measure(&node, address, &token).await;
    sign_ins::measure(&node, address, &token).await;
    node.print_memory("memory after all of this", Memory::Now);
    writes::measure(&mut node, address, &token).await;
    mails::measure(&node, address, &token).await;
    node.print_memory("memory after all of this and the writes", Memory::Now);
    streams::measure(&node, address, &token).await;
    node.stop();
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}
