//! Steps one after the other, in a lane that may run beside another.

use std::io::{self, Read, Write};
use std::process::{Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::Result;

use crate::command::line;
use crate::step::{Ending, Outcome, Step, What};

/// How a lane shows what its programs print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// As it comes.
    Live,
    /// In one piece when the step is done, so that two lanes' lines do not mix.
    Whole,
}

/// Takes the steps in order. Once `failed` is set, by this lane's first failure or the other's, the rest are not run.
pub fn run(steps: Vec<Step>, show: Show, failed: &AtomicBool) -> Vec<Outcome> {
    let outcomes = steps.into_iter().map(|step| take(step, show, failed));
    outcomes.collect()
}

fn take(step: Step, show: Show, failed: &AtomicBool) -> Outcome {
    let name = step.name;
    let began = Instant::now();
    let ending = match step.what {
        _ if failed.load(Ordering::Relaxed) => Ending::NotRun,
        What::Skip(reason) => Ending::Skipped(reason),
        What::Do(what) => done(name, what),
        What::Run(command) => match show {
            Show::Live => live(name, command),
            Show::Whole => whole(name, command),
        },
    };
    if matches!(ending, Ending::Failed(_)) {
        failed.store(true, Ordering::Relaxed);
    }
    let outcome = Outcome {
        name,
        ending,
        took: began.elapsed(),
    };
    if outcome.ending != Ending::NotRun {
        println!("== {outcome}");
    }
    outcome
}

fn done(name: &str, what: impl FnOnce() -> Result<()>) -> Ending {
    println!("\n== {name}");
    match what() {
        Ok(()) => Ending::Passed,
        Err(error) => Ending::Failed(format!("{error:#}")),
    }
}

fn live(name: &str, mut command: Command) -> Ending {
    heading(name, &command);
    let status = command.status();
    ending(status, &command)
}

fn whole(name: &str, mut command: Command) -> Ending {
    let mut printed = Vec::new();
    let status = capture(&mut command, &mut printed);
    heading(name, &command);
    let mut out = io::stdout().lock();
    // A closed standard output is no reason to stop the tests.
    let _ = out.write_all(&printed).and_then(|()| out.flush());
    ending(status, &command)
}

/// Runs with standard output and standard error in one pipe, so that their lines stay in order.
fn capture(command: &mut Command, printed: &mut Vec<u8>) -> io::Result<ExitStatus> {
    let (mut reader, writer) = io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let child = command.spawn();
    // The command keeps the pipe's writing end open until it gets others, and reading would not end.
    command
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    let mut child = child?;
    reader.read_to_end(printed)?;
    child.wait()
}

fn heading(name: &str, command: &Command) {
    println!("\n== {name}: {}", line(command));
}

fn ending(status: io::Result<ExitStatus>, command: &Command) -> Ending {
    match status {
        Ok(status) if status.success() => Ending::Passed,
        Ok(status) => Ending::Failed(format!("{} ended with {status}", line(command))),
        Err(error) => Ending::Failed(format!("{} could not be started: {error}", line(command))),
    }
}
