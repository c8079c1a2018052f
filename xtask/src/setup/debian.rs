//! Debian and Ubuntu: the one system on which the set-up installs packages by itself.

use std::process::Command;

use anyhow::{Result, bail};

use crate::command::{answer, line, program, run, succeeds};

/// Installs the packages where root's rights are to be had without asking; otherwise fails with the line to type.
pub fn install(packages: &[&str]) -> Result<()> {
    let Some(prefix) = roots_rights() else {
        bail!(
            "installing needs an administrator's rights. Type this once, then try again:\n\n  \
             sudo apt-get update && sudo apt-get install --no-install-recommends {}\n",
            packages.join(" ")
        );
    };
    let mut update = apt_get(prefix);
    update.args(["-q", "update"]);
    println!("Set-up: {}", line(&update));
    if run(&mut update).is_err() {
        // One broken source among several is common, and the packages may well come from the others.
        println!("Set-up: the lists could not all be brought up to date; trying with those there are.");
    }
    let mut install = apt_get(prefix);
    install
        .args([
            "-q",
            "-y",
            "--no-install-recommends",
            "-o",
            "DPkg::Lock::Timeout=300",
            "install",
        ])
        .args(packages);
    println!("Set-up: {}", line(&install));
    run(&mut install)
}

/// What to put before a command to run it as root: nothing as root, `sudo -n` where that works without a password.
fn roots_rights() -> Option<&'static [&'static str]> {
    if answer(program("id").arg("-u")).as_deref() == Some("0") {
        return Some(&["env"]);
    }
    succeeds(program("sudo").args(["-n", "true"])).then_some(&["sudo", "-n", "env"])
}

fn apt_get(prefix: &[&str]) -> Command {
    let mut command = program(prefix[0]);
    command
        .args(&prefix[1..])
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}
