//! `cargo xtask package`: what people install, made of the programs as they are shipped, checked and tried.

mod again;
mod bill;
mod deb;
mod making;
mod rpm;
mod server;
mod sums;
mod tree;
mod trial;

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::command::program;
use crate::lane::{self, Show};
use crate::quick::is_quick;
use crate::setup::{self, Purpose};
use crate::step::Step;
use crate::summary::sum_up;
use crate::{folders, release};
use making::Making;

/// Names a folder with `roster` and `rosterd` to package. Where it is not set, both are built.
const PROGRAMS: &str = "ROSTER_PACKAGE_PROGRAMS";

/// Makes the packages, checks them, and sums up.
pub fn package(arguments: &[String]) -> Result<ExitCode> {
    let quick = is_quick("package", arguments)?;
    check_system()?;
    let named = named_programs()?;
    setup::prepare(&[Purpose::Build, Purpose::Package])?;
    let began = Instant::now();
    let making = Making::new(named.clone().unwrap_or_else(release::folder))?;
    let mut steps = Vec::new();
    if named.is_none() {
        steps.extend(release::build().map(|(name, command)| Step::run(name, command)));
    }
    steps.extend(make(&making));
    steps.extend(check(&making));
    steps.extend(try_out(&making, quick));
    let outcomes = lane::run(steps, Show::Live, &AtomicBool::new(false));
    let made = format!("What was made is in {}", making.out().display());
    println!("\n{made}");
    let command = if quick {
        "cargo xtask package --quick"
    } else {
        "cargo xtask package"
    };
    Ok(sum_up(command, &outcomes, began, &made))
}

/// The tools are Debian's, those for rpm too.
fn check_system() -> Result<()> {
    if folders::program("apt-get").is_none() || folders::program("dpkg").is_none() {
        bail!("this makes the packages for Linux, and needs Debian or Ubuntu for it (there is no apt-get here)");
    }
    Ok(())
}

/// The folder that the environment names, if it names one.
fn named_programs() -> Result<Option<PathBuf>> {
    let Some(named) = env::var_os(PROGRAMS).filter(|name| !name.is_empty()) else {
        return Ok(None);
    };
    let folder = std::path::absolute(named).context(PROGRAMS)?;
    for name in ["roster", "rosterd"] {
        if !folder.join(name).is_file() {
            bail!("{PROGRAMS}: there is no program {name} in {}", folder.display());
        }
    }
    Ok(Some(folder))
}

/// One part of what is made, from the same programs as the others.
struct Part {
    name: &'static str,
    make: fn(&Making) -> Result<()>,
}

/// The packages and what goes beside them, in this order: the sums are of all the others.
const PARTS: [Part; 5] = [
    Part {
        name: "deb",
        make: deb::make,
    },
    Part {
        name: "rpm",
        make: rpm::make,
    },
    Part {
        name: "tar for servers",
        make: server::make,
    },
    Part {
        name: "bills of materials",
        make: bill::make,
    },
    Part {
        name: "SHA-256 sums",
        make: sums::make,
    },
];

fn make(making: &Making) -> Vec<Step> {
    let mut steps = vec![in_the_beginning(making)];
    steps.extend(PARTS.map(|part| {
        let making = making.clone();
        Step::of(part.name, move || (part.make)(&making))
    }));
    steps
}

fn in_the_beginning(making: &Making) -> Step {
    let making = making.clone();
    Step::of("empty folders", move || making.begin())
}

/// What finds mistakes without installing anything.
fn check(making: &Making) -> Vec<Step> {
    let first = making.clone();
    let mut lintian = program("lintian");
    lintian.args(["--fail-on", "error", "--tag-display-limit", "0"]);
    lintian.args(deb::files_in(making.out()));
    vec![
        Step::of("the same bytes again", move || again::check(&first)),
        Step::run("lintian", lintian),
        Step::run(
            "what software centres show",
            on("appstreamcli", &["validate", "--no-net"], tree::METAINFO),
        ),
        Step::run("entry in the menu", on("desktop-file-validate", &[], tree::ENTRY)),
    ]
}

fn on(name: &str, arguments: &[&str], file: &str) -> Command {
    let mut command = program(name);
    command.args(arguments).arg(Path::new(file));
    command
}

/// Installs, starts and removes, on a Debian that is made for it.
fn try_out(making: &Making, quick: bool) -> [Step; 3] {
    [trial::SERVER, trial::BOOT, trial::DESKTOP].map(|trial| {
        let making = making.clone();
        match trial.left_out() {
            _ if quick => Step::skip(trial.name, "--quick"),
            Some(why) => Step::skip(trial.name, why),
            None => Step::of(trial.name, move || trial.run(&making)),
        }
    })
}
