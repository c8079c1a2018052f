//! `cargo xtask bench`: runs the benchmarks, shows a table, and keeps the numbers as JSON.

use std::env::{self, consts};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};

use crate::command::{cargo, isolate, line, run};
use crate::folders;
use crate::measures::{self, Measure};
use crate::release;
use crate::setup::{self, Purpose};

/// A benchmark: a `[[bench]]` target without cargo's own harness, which prints a line of JSON for each thing it measured
/// (`roster_testkit::Measurement` writes it).
struct Benchmark {
    name: &'static str,
    what: &'static str,
    target: &'static str,
    measures: What,
}

/// What a benchmark measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// What it is linked with.
    Code,
    /// The programs as they are shipped, in the real window. It finds them by [`PROGRAM`].
    Window,
}

/// Names the desktop's program to measure, which has `rosterd` beside it. Where it is not set, both are built.
const PROGRAM: &str = "ROSTER_BENCH_PROGRAM";

/// Every benchmark there is. To add one: write the target, then its line here.
const BENCHMARKS: &[Benchmark] = &[
    Benchmark {
        name: "login-email",
        what: "reading a login email and its canonical key, and looking one up among 100,000",
        target: "login_email",
        measures: What::Code,
    },
    Benchmark {
        name: "desktop",
        what: "opening, scrolling, searching and changing a list of 100,000 users in the desktop's encrypted copy",
        target: "windows",
        measures: What::Code,
    },
    Benchmark {
        name: "sync",
        what: "a desktop's copy of 100,000 users made and kept like the service, over loopback, beside the bare encrypted insert",
        target: "sync",
        measures: What::Code,
    },
    Benchmark {
        name: "service",
        what: "what one node does on SQLite and on PostgreSQL with 100,000 users, beside the floors measured in the same run",
        target: "service",
        measures: What::Code,
    },
    Benchmark {
        name: "window",
        what: "what a person waits for at the window of a list of 100,000 users, beside the start screen and a table of plain text",
        target: "window",
        measures: What::Window,
    },
];

/// Runs the benchmarks named, or all.
pub fn bench(names: &[String]) -> Result<ExitCode> {
    let chosen = choose(names)?;
    setup::prepare(&[Purpose::Build, Purpose::Test])?;
    for benchmark in chosen {
        println!("\n{}: {}", benchmark.name, benchmark.what);
        if benchmark.measures == What::Window && consts::OS != "linux" {
            println!("left out: it drives WebKitGTK, which is for Linux");
            continue;
        }
        let measures = measure(benchmark)?;
        print!("{}", measures::table(&measures));
        keep(benchmark, &measures)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn choose(names: &[String]) -> Result<Vec<&'static Benchmark>> {
    if names.is_empty() {
        return Ok(BENCHMARKS.iter().collect());
    }
    let find = |name: &String| {
        let known = BENCHMARKS.iter().find(|benchmark| benchmark.name == name);
        let all: Vec<&str> = BENCHMARKS.iter().map(|benchmark| benchmark.name).collect();
        known.with_context(|| format!("there is no benchmark `{name}`; there is: {}", all.join(", ")))
    };
    names.iter().map(find).collect()
}

fn measure(benchmark: &Benchmark) -> Result<Vec<Measure>> {
    // Of the whole workspace, so that all benchmarks are built with the same features of what they share.
    let mut command: Command = cargo(&["bench", "--workspace", "--bench", benchmark.target]);
    isolate(&mut command);
    if benchmark.measures == What::Window {
        command.env(PROGRAM, program()?);
    }
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| line(&command))?;
    if !output.status.success() {
        bail!("{} ended with {}", line(&command), output.status);
    }
    let measures = measures::read(&String::from_utf8_lossy(&output.stdout))?;
    if measures.is_empty() {
        bail!("{} measured nothing", line(&command));
    }
    Ok(measures)
}

/// The desktop's program to measure: the one that is named, else one built as it is shipped.
fn program() -> Result<PathBuf> {
    if let Some(named) = env::var_os(PROGRAM).filter(|name| !name.is_empty()) {
        return std::path::absolute(named).context(PROGRAM);
    }
    release::build()
        .into_iter()
        .try_for_each(|(_, mut command)| run(&mut command))?;
    Ok(release::folder().join("roster"))
}

fn keep(benchmark: &Benchmark, measures: &[Measure]) -> Result<()> {
    let folder = folders::root().join("target/bench");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{}.json", benchmark.name));
    fs::write(&file, measures::json(benchmark.name, measures)).with_context(|| file.display().to_string())?;
    println!("Kept in {}", file.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_benchmark_is_answered_with_those_there_are() {
        let error = choose(&["nonsense".to_owned()]).err().unwrap().to_string();
        assert!(error.contains("nonsense") && error.contains("login-email"), "{error}");
        assert_eq!(choose(&[]).unwrap().len(), BENCHMARKS.len());
    }
}
