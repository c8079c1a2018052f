//! What the window's processes take: the program's own, and those that WebKit starts for it.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result};
use roster_testkit::Measurement;

use super::seat::Seat;

/// How often it is looked at, and in which distance: what is given back a little later counts, too.
const LOOKS: usize = 50;
const DISTANCE: Duration = Duration::from_millis(100);

/// Prints the memory of all processes together and of each program, and gives the former.
pub async fn measure(name: &str, seat: &Seat<'_>) -> Result<Measurement> {
    let mut together = Vec::new();
    let mut by_program: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for _ in 0..LOOKS {
        let mut all = BTreeMap::new();
        for (program, bytes) in seat.memory()? {
            *all.entry(program).or_default() += megabytes(bytes);
        }
        together.push(all.values().sum());
        for (program, size) in all {
            by_program.entry(program).or_default().push(size);
        }
        tokio::time::sleep(DISTANCE).await;
    }
    let measured = Measurement::of_numbers(name, "MB", together).context("no process was there")?;
    measured.print();
    for (program, sizes) in by_program {
        if let Some(part) = Measurement::of_numbers(&format!("{name}: {program}"), "MB", sizes) {
            part.print();
        }
    }
    Ok(measured)
}

#[expect(clippy::cast_precision_loss, reason = "a size to look at")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
