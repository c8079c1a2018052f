use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

/// Users of the list, unless `ROSTER_BENCH_USERS` says otherwise.
const USERS: u32 = 100_000;
/// Starts of the program, and sign-ins, unless `ROSTER_BENCH_STARTS` says otherwise.
const STARTS: usize = 50;
/// Of what needs no start, unless `ROSTER_BENCH_SAMPLES` says otherwise.
const SAMPLES: usize = 100;

/// What is measured, of which program, and how often.
#[derive(Debug)]
pub struct Settings {
    /// The desktop's program (`ROSTER_BENCH_PROGRAM`).
    pub roster: PathBuf,
    /// The service's, beside it.
    pub rosterd: PathBuf,
    pub users: u32,
    pub starts: usize,
    pub samples: usize,
    parts: Vec<Part>,
}

/// A part of the benchmark, which `ROSTER_BENCH_PARTS` can ask for alone: `starts,typing`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Starts,
    Scrolling,
    Typing,
    Lists,
    Dialogs,
    SignIn,
    /// Any of those that begin at a list that is there.
    List,
}

const PARTS: [(&str, Part); 6] = [
    ("starts", Part::Starts),
    ("scrolling", Part::Scrolling),
    ("typing", Part::Typing),
    ("lists", Part::Lists),
    ("dialogs", Part::Dialogs),
    ("sign-in", Part::SignIn),
];

impl Settings {
    /// As the environment has them.
    ///
    /// # Errors
    /// When a variable cannot be read, or the programs are not there.
    pub fn from_environment() -> Result<Self> {
        let roster = env::var_os("ROSTER_BENCH_PROGRAM").map(PathBuf::from);
        let roster = roster.context(
            "ROSTER_BENCH_PROGRAM names the desktop's program; `cargo xtask bench window` builds and names it",
        )?;
        let rosterd = roster.with_file_name("rosterd");
        for program in [&roster, &rosterd] {
            ensure!(program.is_file(), "there is no program {}", program.display());
        }
        Ok(Self {
            roster,
            rosterd,
            users: number("ROSTER_BENCH_USERS", USERS)?,
            starts: number("ROSTER_BENCH_STARTS", STARTS)?,
            samples: number("ROSTER_BENCH_SAMPLES", SAMPLES)?,
            parts: parts()?,
        })
    }

    pub fn has(&self, part: Part) -> bool {
        match part {
            Part::List => self.parts.iter().any(|&other| other != Part::SignIn),
            one => self.parts.contains(&one),
        }
    }

    /// Three in a hundred, as in the other benchmarks.
    pub fn pending(&self) -> u32 {
        self.users * 3 / 100
    }
}

fn number<T: std::str::FromStr>(variable: &str, otherwise: T) -> Result<T> {
    let Ok(text) = env::var(variable) else {
        return Ok(otherwise);
    };
    text.parse()
        .ok()
        .with_context(|| format!("{variable} is no number: {text}"))
}

fn parts() -> Result<Vec<Part>> {
    let Ok(asked) = env::var("ROSTER_BENCH_PARTS") else {
        return Ok(PARTS.map(|(_, part)| part).to_vec());
    };
    let find = |name: &str| match PARTS.iter().find(|(known, _)| *known == name) {
        Some((_, part)) => Ok(*part),
        None => bail!(
            "there is no part `{name}`; there is: {}",
            PARTS.map(|(known, _)| known).join(", ")
        ),
    };
    asked.split(',').map(str::trim).map(find).collect()
}
