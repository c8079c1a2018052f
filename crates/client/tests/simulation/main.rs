//! Several desktops and the service in one process, under a fake clock and over a network that does its worst: a run
//! follows from its seed alone. After each one, every copy has to be what the service would show, and all that was asked for
//! has to be done, once, or to be shown as refused.
//!
//! `ROSTER_SIMULATION_RUNS` sets how many runs there are; `ROSTER_SIMULATION_SEED` repeats one and prints all it does.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod actor;
mod audit;
mod disk;
mod elsewhere;
mod network;
mod orders;
mod runs;
mod service;
mod template;
mod verdict;
mod world;

/// Where the desktops think the service is.
const ADDRESS: &str = "https://roster.example";

#[test]
fn after_quiet_every_copy_is_right_and_every_change_done_once_or_refused() {
    runs::all();
}

#[test]
fn the_same_seed_is_the_same_run() {
    runs::twice();
}
