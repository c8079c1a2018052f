//! `rosterd`: Roster's central service on the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    roster_service::cli::run()
}
