//! How soon a desktop has a copy of 100,000 users, and how soon it follows what changes: over loopback, the service and the
//! desktop sharing this computer, both databases durable and the copy encrypted.

// The adapter that is shipped.
#[path = "../../../../src-tauri/src/embedded.rs"]
mod embedded;
mod feed;
mod floor;
mod host;
mod seat;

use std::time::{Duration, Instant};

use roster_testkit::Measurement;
use tokio::runtime::Runtime;

use feed::Feed;
use host::Host;
use seat::Seat;

/// Users of the account, unless `ROSTER_BENCH_USERS` says otherwise; three in a hundred of them are pending.
const USERS: u32 = 100_000;
/// Whole copies made, and whole feeds read.
const COPIES: usize = 5;
/// Times that 1,000 changes are caught up with.
const CATCH_UPS: usize = 11;
/// Changes that another desktop is to show.
const CHANGES: usize = 300;

fn main() {
    // A worker more than there are cores: one of them waits for the disk most of the time.
    let runtime = Runtime::new().expect("a runtime starts");
    runtime.block_on(measure());
}

async fn measure() {
    let host = Host::start().await;
    let users = users();
    host.seed(users - users * 3 / 100, users * 3 / 100).await;
    let token = host.sign_in().await;

    let mut whole = Vec::new();
    let mut feed = Feed::default();
    for _ in 0..COPIES {
        feed = feed::read(&host, &token).await;
        whole.push(feed.time);
    }
    println!("{} users", feed.users.len());
    Measurement::from_samples("/changes for the whole account, packed, read and thrown away", whole).print();
    #[expect(clippy::cast_precision_loss, reason = "a size to look at")]
    let megabytes = feed.bytes as f64 / 1e6;
    Measurement::of_number("the same on the wire", "MB", megabytes).print();

    let floor = floor::measure(&feed.users).await;
    floor.print();
    let (mut first_rows, mut copies) = (Vec::new(), Vec::new());
    for _ in 0..COPIES {
        let seat = Seat::take(&host, false).await;
        let (first, all) = seat.make_copy(feed.users.len()).await;
        first_rows.push(first);
        copies.push(all);
        seat.leave().await;
    }
    Measurement::from_samples("first sync: the first screenful", first_rows).print();
    let copies = Measurement::from_samples("first sync: durable, encrypted and searchable", copies);
    copies.print();
    copies.times("first sync, of the bare encrypted insert", &floor).print();

    catch_up(&host).await;
    follow(&host, &token).await;
    host.stop().await;
}

fn users() -> u32 {
    let asked = std::env::var("ROSTER_BENCH_USERS").ok();
    asked.map_or(USERS, |users| users.parse().expect("ROSTER_BENCH_USERS is a number"))
}

/// 1,000 changes at a time, to a copy that was made before.
async fn catch_up(host: &Host) {
    let seat = Seat::take(host, false).await;
    seat.catch_up().await;
    let mut times = Vec::new();
    for _ in 0..CATCH_UPS {
        host.change_a_thousand().await;
        times.push(seat.catch_up().await);
    }
    seat.leave().await;
    Measurement::from_samples("1,000 changes caught up with", times).print();
}

/// One change at a time, until another desktop has it.
async fn follow(host: &Host, token: &str) {
    let seat = Seat::take(host, true).await;
    seat.until_up_to_date().await;
    let mut user = seat.someone().await;
    let (mut since_request, mut since_reply) = (Vec::new(), Vec::new());
    for number in 0..CHANGES {
        let name = format!("Number {number}");
        let mut events = seat.events();
        let asked = now();
        user = host.rename(token, &user, &name).await;
        let answered = now();
        seat.until_shown(&mut events, &user).await;
        since_request.push(asked.elapsed());
        since_reply.push(answered.elapsed());
        // People do not all type in the same millisecond.
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    seat.leave().await;
    Measurement::from_samples(
        "one change: from its reply until it is in another desktop's copy",
        since_reply,
    )
    .print();
    Measurement::from_samples("one change: from its request", since_request).print();
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
fn now() -> Instant {
    Instant::now()
}
