//! How long a login email takes to be read, and the same for as many as a large account has.

use std::collections::HashSet;

use roster_domain::LoginEmail;
use roster_testkit::{Measurement, SeededRandom};

fn main() {
    let random = SeededRandom::new(1);
    let addresses: Vec<String> = (0..100_000).map(|number| address(&random, number)).collect();
    let mut next = (0..addresses.len()).cycle();
    Measurement::of("read one address", 20_000, || {
        LoginEmail::parse(&addresses[next.next().expect("a cycle does not end")])
    })
    .print();
    Measurement::of("read 100,000 addresses", 10, || {
        addresses.iter().filter_map(|a| LoginEmail::parse(a).ok()).count()
    })
    .print();
    let keys: HashSet<String> = addresses
        .iter()
        .filter_map(|a| LoginEmail::parse(a).ok())
        .map(|login| login.key().to_owned())
        .collect();
    assert_eq!(keys.len(), addresses.len(), "every address is another login");
    Measurement::of("read and look up one of 100,000", 20_000, || {
        LoginEmail::parse(&addresses[random.below(addresses.len())]).is_ok_and(|login| keys.contains(login.key()))
    })
    .print();
}

/// Addresses as they come: mostly plain, some with capitals, accents or a domain of another script.
fn address(random: &SeededRandom, number: usize) -> String {
    const DOMAINS: [&str; 4] = ["example.com", "Mail.Example.org", "bücher.example", "例え.example"];
    const NAMES: [&str; 4] = ["anna", "José.García", "Zoë+lists", "o'neill"];
    format!("{}.{number}@{}", NAMES[random.below(4)], DOMAINS[random.below(4)])
}
