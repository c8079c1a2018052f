//! One step of a command that takes several, and how it ended.

use std::fmt;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

/// A step that is still to be taken.
pub struct Step {
    pub name: &'static str,
    pub what: What,
}

pub enum What {
    Run(Command),
    /// Something that this program does itself, with several commands or none.
    Do(Box<dyn FnOnce() -> Result<()>>),
    /// Left out, and why.
    Skip(&'static str),
}

impl Step {
    pub fn run(name: &'static str, command: Command) -> Self {
        Self {
            name,
            what: What::Run(command),
        }
    }

    pub fn of(name: &'static str, what: impl FnOnce() -> Result<()> + 'static) -> Self {
        Self {
            name,
            what: What::Do(Box::new(what)),
        }
    }

    pub fn skip(name: &'static str, reason: &'static str) -> Self {
        Self {
            name,
            what: What::Skip(reason),
        }
    }
}

/// What became of a step.
#[derive(Debug)]
pub struct Outcome {
    pub name: &'static str,
    pub ending: Ending,
    pub took: Duration,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Ending {
    Passed,
    /// What failed, and how.
    Failed(String),
    Skipped(&'static str),
    /// An earlier step failed.
    NotRun,
}

impl fmt::Display for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, note) = match &self.ending {
            Ending::Passed => ("passed", ""),
            Ending::Failed(how) => ("FAILED", how.as_str()),
            Ending::Skipped(reason) => ("skipped", *reason),
            Ending::NotRun => ("not run", ""),
        };
        let time = match self.ending {
            Ending::Passed | Ending::Failed(_) => duration(self.took),
            Ending::Skipped(_) | Ending::NotRun => String::new(),
        };
        let line = format!("{word:8} {:26} {time:>10}  {note}", self.name);
        write!(out, "{}", line.trim_end())
    }
}

/// A time span to read: `0.4 s`, `12 s`, `3 min 5 s`.
pub fn duration(span: Duration) -> String {
    match span.as_secs() {
        0..10 => format!("{:.1} s", span.as_secs_f64()),
        seconds @ 10..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_spans_are_worded_by_their_size() {
        assert_eq!(duration(Duration::from_millis(440)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(59)), "59 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 5 s");
    }

    #[test]
    fn a_failure_says_which_command_and_how() {
        let ending = Ending::Failed("cargo test ended with exit status: 101".into());
        let line = Outcome {
            name: "tests",
            ending,
            took: Duration::from_secs(61),
        }
        .to_string();
        assert!(line.starts_with("FAILED   tests"), "{line}");
        assert!(
            line.ends_with("1 min 1 s  cargo test ended with exit status: 101"),
            "{line}"
        );
    }
}
