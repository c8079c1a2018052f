//! Several desktops and the service in one process, under a fake clock and over a network that does its worst: a run
//! follows from its seed alone, and after each one every copy has to be what the service would show.
//!
//! `ROSTER_SIMULATION_RUNS` sets how many runs there are; `ROSTER_SIMULATION_SEED` repeats one and prints all it does.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod actor;
mod disk;
mod elsewhere;
mod network;
mod runs;
mod service;
mod template;
mod verdict;
mod world;

/// Where the desktops think the service is.
const ADDRESS: &str = "https://roster.example";

#[test]
fn after_quiet_every_copy_is_what_the_service_shows() {
    runs::all();
}

#[test]
fn the_same_seed_is_the_same_run() {
    runs::twice();
}
