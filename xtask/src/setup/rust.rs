//! The parts of the Rust toolchain that a minimal installation leaves out.

use anyhow::{Result, bail};

use crate::command::{cargo, succeeds};

/// rustfmt and clippy have to be there.
pub fn check_components() -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !succeeds(&mut cargo(&[subcommand, "--version"])) {
            bail!("Rust's {component} is missing. Type `rustup component add {component}`, then try again");
        }
    }
    Ok(())
}
