//! `cargo xtask test`: the set-up, then every check and test there is.

use std::env::{self, consts};
use std::process::{Command, ExitCode};
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};

use crate::command::{cargo, isolate, npm};
use crate::folders;
use crate::lane::{self, Show};
use crate::setup::{self, Purpose};
use crate::step::Step;
use crate::summary::sum_up;

/// What was asked for on the command line.
#[derive(Debug, Default, PartialEq, Eq)]
struct Request {
    /// Without what takes longest and finds least: clippy, cargo-deny and the tests in the window.
    fast: bool,
    /// Only the tests whose name contains this; then nothing else is checked.
    filter: Option<String>,
}

impl Request {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut request = Self::default();
        for argument in arguments {
            match argument.as_str() {
                "--fast" => request.fast = true,
                option if option.starts_with('-') => {
                    bail!("`test` has no option `{option}`; it has --fast and a FILTER")
                }
                filter if request.filter.is_none() => request.filter = Some(filter.to_owned()),
                second => bail!("`test` takes one FILTER, but got a second: `{second}`"),
            }
        }
        Ok(request)
    }
}

/// Runs everything, in the order in which mistakes are found soonest, and sums up.
pub fn test(arguments: &[String]) -> Result<ExitCode> {
    let request = Request::parse(arguments)?;
    setup::prepare(&[Purpose::Build, Purpose::Test])?;
    let surroundings = Surroundings::new("test");
    let began = Instant::now();
    let stop = AtomicBool::new(false);
    let mut outcomes = lane::run(first(&request, &surroundings), Show::Live, &stop);
    // Cargo and npm share nothing but the built interface, so from here on they work side by side.
    let (cargo_lane, npm_lane) = thread::scope(|scope| {
        let npm_lane = scope.spawn(|| lane::run(interface(&request, &surroundings), Show::Whole, &stop));
        let cargo_lane = lane::run(rust(&request, &surroundings), Show::Live, &stop);
        (cargo_lane, npm_lane.join().expect("a lane does not panic"))
    });
    outcomes.extend(npm_lane);
    outcomes.extend(cargo_lane);
    Ok(sum_up("cargo xtask test", &outcomes, began, &surroundings))
}

/// What every test is told, so that a failure can be repeated.
pub struct Surroundings {
    /// The command they run under.
    command: &'static str,
    seed: u64,
    cases: String,
}

impl Surroundings {
    pub fn new(command: &'static str) -> Self {
        let given = env::var("ROSTER_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
        let surroundings = Self {
            command,
            seed: given.unwrap_or_else(new_seed),
            cases: env::var("PROPTEST_CASES").unwrap_or_else(|_| "256".to_owned()),
        };
        println!("Building into {}", folders::target().display());
        println!("{surroundings}");
        surroundings
    }

    pub fn give(&self, mut command: Command) -> Command {
        isolate(&mut command);
        command
            .env("ROSTER_TEST_SEED", self.seed.to_string())
            .env("PROPTEST_RNG_SEED", self.seed.to_string())
            .env("PROPTEST_CASES", &self.cases);
        command
    }
}

impl std::fmt::Display for Surroundings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "Seed {seed}, {cases} cases a property; the same again: ROSTER_TEST_SEED={seed} PROPTEST_CASES={cases} cargo xtask {command}",
            command = self.command,
            seed = self.seed,
            cases = self.cases
        )
    }
}

/// A seed that differs from run to run and is short enough to type.
fn new_seed() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(1, |now| now.subsec_nanos().into())
}

/// What has to come before all else: a second's check, and the interface, which the desktop embeds.
fn first(request: &Request, surroundings: &Surroundings) -> Vec<Step> {
    let mut steps = Vec::new();
    if request.filter.is_none() {
        steps.push(Step::run("rustfmt", cargo(&["fmt", "--all", "--check"])));
        steps.push(deny(request));
    }
    steps.push(Step::run(
        "interface: build",
        surroundings.give(npm("ui", &["run", "build"])),
    ));
    steps
}

fn deny(request: &Request) -> Step {
    const NAME: &str = "licences and advisories";
    if request.fast {
        Step::skip(NAME, "--fast")
    } else if folders::program("cargo-deny").is_none() {
        Step::skip(NAME, "cargo-deny is not installed (cargo install cargo-deny)")
    } else {
        Step::run(NAME, cargo(&["deny", "--workspace", "check"]))
    }
}

fn interface(request: &Request, surroundings: &Surroundings) -> Vec<Step> {
    let Some(filter) = &request.filter else {
        return vec![
            Step::run(
                "interface: types, lint",
                surroundings.give(npm("ui", &["run", "check"])),
            ),
            Step::run("interface: tests", surroundings.give(npm("ui", &["test"]))),
        ];
    };
    let chosen = npm("ui", &["test", "--", "--testNamePattern", filter, "--passWithNoTests"]);
    vec![Step::run("interface: tests", surroundings.give(chosen))]
}

/// Every cargo step names the whole workspace: with the same features, whatever one builds serves the next.
fn rust(request: &Request, surroundings: &Surroundings) -> Vec<Step> {
    let filter = request.filter.as_deref();
    let mut steps = Vec::new();
    if filter.is_none() {
        steps.push(clippy(request));
    }
    steps.push(Step::run("build", cargo(&["build", "--workspace", "--all-targets"])));
    let tests: Vec<&str> = ["test", "--workspace"].into_iter().chain(filter).collect();
    steps.push(Step::run("tests", surroundings.give(cargo(&tests))));
    steps.push(window(request, surroundings));
    steps
}

fn clippy(request: &Request) -> Step {
    if request.fast {
        return Step::skip("clippy", "--fast");
    }
    let mut arguments = vec!["clippy", "--workspace", "--all-targets"];
    // Elsewhere, someone who has just added a dependency wants Cargo.lock brought up to date, not an error.
    if env::var_os("CI").is_some() {
        arguments.push("--locked");
    }
    arguments.extend(["--", "-D", "warnings"]);
    Step::run("clippy", cargo(&arguments))
}

/// The tests in the desktop's own window. They are marked as ignored, so that a plain `cargo test` needs no display.
fn window(request: &Request, surroundings: &Surroundings) -> Step {
    const NAME: &str = "tests in the window";
    if request.fast {
        return Step::skip(NAME, "--fast");
    }
    if consts::OS != "linux" {
        return Step::skip(NAME, "they drive WebKitGTK, which is for Linux");
    }
    let mut arguments = vec!["test", "--workspace", "--test", "desktop"];
    arguments.extend(request.filter.as_deref());
    arguments.extend(["--", "--include-ignored"]);
    Step::run(NAME, surroundings.give(cargo(&arguments)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::step::Ending;

    fn parse(line: &str) -> Result<Request> {
        Request::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn the_command_line_is_read() {
        assert_eq!(parse("").unwrap(), Request::default());
        assert_eq!(
            parse("--fast").unwrap(),
            Request {
                fast: true,
                filter: None
            }
        );
        assert_eq!(
            parse("login_email --fast").unwrap(),
            Request {
                fast: true,
                filter: Some("login_email".into())
            }
        );
        assert!(parse("--slow").unwrap_err().to_string().contains("--slow"));
        assert!(parse("one two").unwrap_err().to_string().contains("two"));
    }

    #[test]
    fn a_failure_stops_the_steps_after_it_and_is_named() {
        let stop = AtomicBool::new(false);
        let mut version = cargo(&["--version"]);
        version.env("UNUSED", "1");
        let steps = vec![
            Step::run("good", version),
            Step::run("bad", cargo(&["no-such-subcommand"])),
            Step::run("after", cargo(&["--version"])),
        ];
        let outcomes = lane::run(steps, Show::Whole, &stop);
        assert_eq!(outcomes[0].ending, Ending::Passed);
        assert!(matches!(&outcomes[1].ending, Ending::Failed(how) if how.contains("no-such-subcommand")));
        assert_eq!(outcomes[2].ending, Ending::NotRun);
        assert!(stop.into_inner());
    }
}
