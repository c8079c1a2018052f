//! What is said at the end of a command that takes several steps.

use std::fmt::Display;
use std::process::ExitCode;
use std::time::Instant;

use crate::step::{Ending, Outcome, duration};

/// Prints how each step of the command ended; after a failure also how to repeat it.
pub fn sum_up(command: &str, outcomes: &[Outcome], began: Instant, again: &dyn Display) -> ExitCode {
    println!("\nSummary");
    for outcome in outcomes {
        println!("  {outcome}");
    }
    let took = duration(began.elapsed());
    let failed: Vec<&str> = outcomes
        .iter()
        .filter(|outcome| matches!(outcome.ending, Ending::Failed(_)))
        .map(|outcome| outcome.name)
        .collect();
    if failed.is_empty() {
        println!("\n{command}: passed in {took}");
        return ExitCode::SUCCESS;
    }
    println!("\n{command}: FAILED at {} after {took}\n{again}", failed.join(" and "));
    ExitCode::FAILURE
}
