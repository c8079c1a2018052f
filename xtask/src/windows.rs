//! `cargo xtask windows`: Roster for Windows, cross-built on Debian and run under Wine.

mod rust;
mod wine;

use std::process::{Command, ExitCode};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::command::{cargo, npm};
use crate::folders;
use crate::lane::{self, Show};
use crate::quick::is_quick;
use crate::setup::{self, Purpose};
use crate::step::Step;
use crate::summary::sum_up;
use crate::test::Surroundings;
use rust::Rust;
use wine::Wine;

/// How many runs of the desktops' simulation there are here: under Linux there are a thousand.
const SIMULATION_RUNS: &str = "100";

/// What of the tests of `rosterd` as a program is run against `rosterd.exe`: all that do not look at what only Linux has.
const PROGRAM: &[&str] = &[
    "account_create::over_sqlite",
    "audit_verify::over_sqlite",
    "backup::",
    "seed::over_sqlite",
    "serve::over_sqlite",
];

/// Builds and tests what was asked for, and sums up.
pub fn windows(arguments: &[String]) -> Result<ExitCode> {
    let quick = is_quick("windows", arguments)?;
    check_system()?;
    setup::prepare(&[Purpose::Build, Purpose::Windows])?;
    let surroundings = Surroundings::new("windows");
    let began = Instant::now();
    let windows = Windows {
        rust: Rust::find_or_install()?,
        wine: Wine::start()?,
        surroundings,
    };
    println!("Building for Windows into {}", windows.rust.target().display());
    let mut steps = windows.quick()?;
    if !quick {
        steps.extend(windows.rest());
    }
    let outcomes = lane::run(steps, Show::Live, &AtomicBool::new(false));
    let command = if quick {
        "cargo xtask windows --quick"
    } else {
        "cargo xtask windows"
    };
    Ok(sum_up(command, &outcomes, began, &windows.surroundings))
}

/// The packages are Debian's, and so are their names.
fn check_system() -> Result<()> {
    if cfg!(windows) {
        bail!("this builds for Windows elsewhere and runs it under Wine. On Windows itself, type `cargo xtask test`");
    }
    if folders::program("apt-get").is_none() || folders::program("dpkg").is_none() {
        bail!(
            "this needs Debian or Ubuntu: it takes Debian's own packages for the cross-build and for Wine (there is no apt-get here)"
        );
    }
    Ok(())
}

/// What the steps are made of.
struct Windows {
    rust: Rust,
    wine: Wine,
    surroundings: Surroundings,
}

impl Windows {
    /// What finds most in the shortest time.
    fn quick(&self) -> Result<Vec<Step>> {
        // Of the service's tests the one that is for Unix alone, so that nothing but the program is built.
        let rosterd = ["--no-run", "--package", "roster-service", "--test", "program"];
        Ok(vec![
            Step::run("rosterd.exe: build", self.build(&rosterd)),
            Step::run("rosterd.exe as a program", self.program()?),
            Step::run("replica", self.tests(&["--package", "roster-replica"])),
            Step::run("store on SQLite", self.tests(&["--package", "roster-store"])),
            Step::run("client", self.tests(&["--package", "roster-client"])),
        ])
    }

    /// Everything else that is to work on Windows.
    fn rest(&self) -> Vec<Step> {
        let pure = [
            "--package",
            "roster-domain",
            "--package",
            "roster-contract",
            "--package",
            "roster-index",
        ];
        let interface = self.surroundings.give(npm("ui", &["run", "build"]));
        vec![
            Step::run("domain, contract, index", self.tests(&pure)),
            Step::run("service on SQLite", self.tests(&["--package", "roster-service"])),
            Step::run("interface: build", interface),
            Step::run(
                "roster.exe: build",
                self.rust.cargo("build", &["--package", "roster", "--bin", "roster"]),
            ),
        ]
    }

    /// Builds what runs under Wine, or some of it.
    fn build(&self, arguments: &[&str]) -> Command {
        self.rust.cargo("test", arguments)
    }

    /// Builds the tests of some packages and runs them under Wine.
    fn tests(&self, arguments: &[&str]) -> Command {
        let all = [arguments, &["--lib", "--bins", "--tests"]].concat();
        let mut command = self.surroundings.give(self.build(&all));
        command.env("ROSTER_SIMULATION_RUNS", SIMULATION_RUNS);
        self.wine.run_what_cargo_builds(&mut command);
        command
    }

    /// The tests of the program, which are Linux's own, over a `rosterd` that runs under Wine. Built with the whole workspace, as
    /// `cargo xtask test` builds them.
    fn program(&self) -> Result<Command> {
        let test = ["test", "--workspace", "--test", "program", "--"];
        let arguments: Vec<&str> = test.iter().chain(PROGRAM).copied().collect();
        let mut command = self.surroundings.give(cargo(&arguments));
        command.env(
            "ROSTER_TEST_ROSTERD",
            self.wine.script_for(&self.rust.program("rosterd.exe"))?,
        );
        Ok(command)
    }
}
