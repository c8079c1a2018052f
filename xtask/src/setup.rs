//! The set-up: finds what the machine lacks, installs it saying what and why, or says the one line to type.

use std::process::ExitCode;

use anyhow::{Result, bail};

mod cargo;
mod debian;
mod macos;
mod need;
mod npm;
mod rust;
mod sign;
mod windows;

pub use cargo::CYCLONEDX;
pub use need::Purpose;

/// `cargo xtask setup`: everything that any of the commands needs, but for what builds for Windows and what makes packages, which is much.
pub fn setup(arguments: &[String]) -> Result<ExitCode> {
    if let Some(unexpected) = arguments.first() {
        bail!("`setup` takes no argument, but got `{unexpected}`");
    }
    prepare(&[Purpose::Build, Purpose::Session, Purpose::Test, Purpose::Pictures])?;
    println!("Set-up: everything is there.");
    Ok(ExitCode::SUCCESS)
}

/// Makes sure of the tools, system packages and npm packages that the given purposes need.
pub fn prepare(purposes: &[Purpose]) -> Result<()> {
    npm::check_node()?;
    if purposes.contains(&Purpose::Test) {
        rust::check_components()?;
    }
    match std::env::consts::OS {
        "linux" => need::satisfy(purposes)?,
        "windows" => windows::check()?,
        "macos" => macos::check()?,
        other => println!("Set-up: Roster was never tried on {other}; going on with what is there."),
    }
    if purposes.contains(&Purpose::Package) {
        CYCLONEDX.install()?;
    }
    npm::install("ui", "the interface is built from")?;
    if purposes.contains(&Purpose::Test) {
        npm::install("tests/smtp-server", "the mail tests send to")?;
    }
    Ok(())
}
