//! The command line of `rosterd`: one file a command.

mod account_create;
mod arguments;
mod audit_verify;
mod backup;
#[cfg(test)]
mod man_pages;
mod migrate;
mod restore;
pub mod seed;
mod serve;
mod signals;
mod wrong;

use std::env::VarError;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use tracing_subscriber::EnvFilter;

use crate::routes::openapi;
use arguments::{AccountCommand, Arguments, AuditCommand, Command};
use wrong::Wrong;

/// What the database says of itself, and slow statements, are of interest to developers only.
const DEFAULT_LOG: &str = "info,sqlx=warn,sqlx::query=error";

/// Runs the command that the program was started with.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            print_line(error.to_string().trim_end());
            return ExitCode::SUCCESS;
        }
        Err(error) => return Wrong::usage(&error).report(),
    };
    if let Err(wrong) = log_to_standard_error() {
        return wrong.report();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("the machine can run threads");
    let outcome = runtime.block_on(dispatch(arguments));
    match outcome {
        Ok(status) => status,
        Err(wrong) => wrong.report(),
    }
}

async fn dispatch(arguments: Arguments) -> Result<ExitCode, Wrong> {
    match arguments.command {
        Command::Serve(serve) => serve::serve(serve).await?,
        Command::Account(AccountCommand::Create(create)) => account_create::create(create).await?,
        Command::Seed(seed) => seed::seed(seed).await?,
        Command::Openapi => print_line(&openapi::json()),
        Command::Migrate(service) => migrate::migrate(service).await?,
        Command::Backup(backup) => backup::back_up(backup).await?,
        Command::Restore(restore) => restore::restore(restore).await?,
        Command::Audit(AuditCommand::Verify(verify)) => return audit_verify::verify(verify).await,
    }
    Ok(ExitCode::SUCCESS)
}

/// Logs go to standard error, so that standard output holds only what programs read. `ROSTER_LOG` says how much.
fn log_to_standard_error() -> Result<(), Wrong> {
    let filter = match std::env::var("ROSTER_LOG") {
        Err(VarError::NotPresent) => EnvFilter::new(DEFAULT_LOG),
        Ok(text) => EnvFilter::try_new(text).map_err(|error| Wrong::setting("ROSTER_LOG", error))?,
        Err(error) => return Err(Wrong::setting("ROSTER_LOG", error)),
    };
    let coloured = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(coloured)
        .with_writer(std::io::stderr);
    if in_json()? {
        log.json().flatten_event(true).with_span_list(false).init();
    } else {
        log.init();
    }
    Ok(())
}

/// Whether each entry of the log is to be one JSON object, for programs: `ROSTER_LOG_FORMAT`, by default text for people.
fn in_json() -> Result<bool, Wrong> {
    const NAME: &str = "ROSTER_LOG_FORMAT";
    match std::env::var(NAME).as_deref() {
        Err(VarError::NotPresent) | Ok("text") => Ok(false),
        Ok("json") => Ok(true),
        _ => Err(Wrong::setting(NAME, "is text or json")),
    }
}

/// Writes one line to standard output; nobody reading it is no fault.
fn print_line(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
