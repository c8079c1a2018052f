use std::time::Duration;

use anyhow::{Result, ensure};
use roster_testkit::Measurement;
use serde::Deserialize;

/// What the page's stopwatch says of one press: all in milliseconds from the input event on.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Press {
    /// Until the frame with the last change was painted.
    pub took: f64,
}

/// Prints the spread of times in milliseconds, and gives it.
pub fn print_times(name: &str, milliseconds: &[f64]) -> Result<Measurement> {
    ensure!(!milliseconds.is_empty(), "{name}: nothing was measured");
    let times = milliseconds.iter().map(|time| Duration::from_secs_f64(time / 1e3));
    let measured = Measurement::from_samples(name, times.collect());
    measured.print();
    Ok(measured)
}

/// The same of presses.
pub fn print_presses(name: &str, presses: &[Press]) -> Result<Measurement> {
    print_times(name, &presses.iter().map(|press| press.took).collect::<Vec<_>>())
}
