//! `cargo xtask dev`: the desktop with hot reload.

use std::process::ExitCode;

use anyhow::Result;

use crate::command::{program, run};
use crate::folders;
use crate::setup::{self, Purpose};

/// Runs `tauri dev`, which starts the interface's server, builds the desktop, and rebuilds both on every edit.
pub fn dev(arguments: &[String]) -> Result<ExitCode> {
    setup::prepare(&[Purpose::Build])?;
    // The script itself rather than `npx`, which is a batch file on Windows and would look for a newer one elsewhere.
    let mut command = program("node");
    command
        .arg("ui/node_modules/@tauri-apps/cli/tauri.js")
        .arg("dev")
        .args(arguments);
    command.env("CARGO_TARGET_DIR", folders::target());
    run(&mut command)?;
    Ok(ExitCode::SUCCESS)
}
