//! `cargo xtask screenshots`: the pictures in the documentation, taken of the real application.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::command::{cargo, isolate, npm, run};
use crate::folders;
use crate::setup::{self, Purpose};

/// Has the window tests' `tour` walk through every screen, light and dark, and write what it sees.
pub fn screenshots(arguments: &[String]) -> Result<ExitCode> {
    if let Some(unexpected) = arguments.first() {
        bail!("`screenshots` takes no argument, but got `{unexpected}`");
    }
    setup::prepare(&[Purpose::Build, Purpose::Test, Purpose::Pictures])?;
    run(&mut npm("ui", &["run", "build"]))?;
    // The whole workspace, as `cargo xtask test` builds it, so that nothing is built again with other features.
    run(&mut cargo(&["build", "--workspace", "--all-targets"]))?;
    let folder = folders::root().join("docs/screenshots");
    let mut walk = cargo(&[
        "test",
        "--workspace",
        "--test",
        "desktop",
        "tour",
        "--",
        "--include-ignored",
    ]);
    isolate(&mut walk);
    run(walk.env("ROSTER_SCREENSHOTS", &folder))?;
    println!("The pictures are in {}", folder.display());
    Ok(ExitCode::SUCCESS)
}
