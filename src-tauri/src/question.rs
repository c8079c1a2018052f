//! What is answered in the terminal instead of opening the window.

use std::ffi::OsString;
use std::io::{self, Write};

use tauri::{Config, PackageInfo};

use crate::diagnosis;

const HELP: &str = "\
The desktop application for the administrators of an account.

Usage: roster [LINK]       opens the window; LINK is a roster:// link
       roster --version    prints the version
       roster --diagnose   prints what a report of a trouble needs, with no secret, name or email
       roster --help       prints this

Each of these stands alone. On Windows, add `| more` to see what is printed: programs with a window have no console.

ROSTER_DATA_DIR   the folder for Roster's data, so that several can run side by side
ROSTER_LOG        what is logged, to standard error: error, warn, info (the default), debug or trace
";

/// One of the options that print something and end, in place of opening the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    Version,
    Help,
    Diagnosis,
}

impl Question {
    /// The question that is all there is among the arguments. Whatever else there is, a link above all, is the window's: what somebody
    /// writes into a link must not be able to ask.
    pub fn of(arguments: impl IntoIterator<Item = OsString>) -> Option<Self> {
        let mut arguments = arguments.into_iter();
        let (Some(only), None) = (arguments.next(), arguments.next()) else {
            return None;
        };
        match only.to_str()? {
            "--version" | "-V" => Some(Self::Version),
            "--help" | "-h" => Some(Self::Help),
            "--diagnose" => Some(Self::Diagnosis),
            _ => None,
        }
    }

    /// Prints the answer. Needs no display, and neither makes nor changes anything.
    pub fn answer(self, package: &PackageInfo, config: &Config) {
        let name_and_version = format!("roster {}\n", package.version);
        let answer = match self {
            Self::Version => name_and_version,
            Self::Help => name_and_version + HELP,
            Self::Diagnosis => name_and_version + &diagnosis::write(&config.identifier),
        };
        // Whoever stops reading has read enough.
        let _ = io::stdout().lock().write_all(answer.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(arguments: &[&str]) -> Option<Question> {
        Question::of(arguments.iter().map(OsString::from))
    }

    #[test]
    fn a_question_stands_alone() {
        assert_eq!(of(&["--version"]), Some(Question::Version));
        assert_eq!(of(&["-V"]), Some(Question::Version));
        assert_eq!(of(&["--help"]), Some(Question::Help));
        assert_eq!(of(&["--diagnose"]), Some(Question::Diagnosis));
        for others in [
            &[][..],
            &["roster://sign-in?login=--version"],
            &["roster://x", "--diagnose"],
            &["--diagnose", "roster://x"],
            &["--display=:1"],
            &["version"],
        ] {
            assert_eq!(of(others), None, "{others:?}");
        }
    }
}
