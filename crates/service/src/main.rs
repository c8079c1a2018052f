//! `rosterd`: Roster's central service on the command line.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Gives memory back that was taken for a while, such as the 19 MB of each password's hash: the system's allocator of Linux keeps
/// some of it for every thread that ever hashed one.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    roster_service::cli::run()
}
