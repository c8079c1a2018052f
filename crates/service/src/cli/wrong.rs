use std::io::Write;
use std::process::ExitCode;

use clap::error::ErrorKind;
use roster_contract::ProblemCode;

use crate::kernel::refusal::Refusal;
use crate::start::StartError;

/// What one is told when a setting, or an argument, cannot be used: one line that says which and why.
#[derive(Debug)]
pub struct Wrong(String);

impl Wrong {
    /// A setting by its flag, or its variable, and what is wrong with it.
    pub fn setting(name: &str, why: impl std::fmt::Display) -> Self {
        Self(format!("{name}: {why}"))
    }

    /// What clap says, without its usage text.
    pub fn usage(error: &clap::Error) -> Self {
        if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
            return Self("a command is missing: see rosterd --help".to_owned());
        }
        let text = error.to_string();
        let lines: Vec<&str> = text
            .lines()
            .take_while(|line| !line.starts_with("Usage:"))
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        Self(lines.join(" ").trim_start_matches("error: ").to_owned())
    }

    /// What became of a write, in words of the command line.
    pub fn refused(refusal: Refusal) -> Self {
        let problem = refusal.into_problem();
        match problem.code {
            ProblemCode::LoginEmailTaken => Self::setting("--admin-login-email", problem.detail),
            _ => Self(problem.detail),
        }
    }

    /// Prints the line to standard error; nobody reading it is no fault.
    pub fn report(&self) -> ExitCode {
        let line: String = self.0.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(std::io::stderr(), "rosterd: {line}");
        ExitCode::from(2)
    }
}

impl From<StartError> for Wrong {
    fn from(error: StartError) -> Self {
        Self(error.to_string())
    }
}

impl From<roster_store::StoreError> for Wrong {
    fn from(error: roster_store::StoreError) -> Self {
        StartError::from(error).into()
    }
}
