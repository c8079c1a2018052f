//! Roster's commands for people, each able to be the first one typed on a fresh machine with Rust and Node.

#![allow(
    clippy::disallowed_methods,
    reason = "these commands time what they run; nothing here is stored or decided"
)]

use std::process::ExitCode;

use anyhow::Result;

mod bench;
mod command;
mod dev;
mod folders;
mod lane;
mod measures;
mod package;
mod quick;
mod release;
mod run;
mod screenshots;
mod session;
mod setup;
mod step;
mod summary;
mod test;
mod windows;

const USAGE: &str = "\
Roster's commands:

  cargo xtask run [ARGUMENT…]           set up, build the interface and the desktop, open it with the arguments
  cargo xtask test [--fast] [FILTER]    set up, then every check and test there is, stopping at the first failure
                                        --fast   leaves out clippy, cargo-deny and the tests in the desktop's window
                                        FILTER   runs only the tests whose name contains it
  cargo xtask windows [--quick]         Roster for Windows, built on Debian and tested under Wine
                                        --quick  only rosterd.exe as a program, and the replica's, store's and client's tests
  cargo xtask package [--quick]         deb, rpm and the server's tar, into target/package/, tried on a Debian that is thrown away
                                        --quick  only makes and checks them: installs nothing anywhere
  cargo xtask dev [ARGUMENT…]           the desktop with hot reload
  cargo xtask bench [NAME…]             the benchmarks: a table on screen, JSON under target/bench/
  cargo xtask screenshots               every screen, light and dark, into docs/screenshots/
  cargo xtask setup                     only the set-up: what the others install when it is missing
";

fn main() -> ExitCode {
    match dispatch(std::env::args().skip(1).collect()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(mut arguments: Vec<String>) -> Result<ExitCode> {
    if arguments.is_empty() {
        eprint!("{USAGE}");
        return Ok(ExitCode::from(2));
    }
    let name = arguments.remove(0);
    match name.as_str() {
        "run" => run::run(&arguments),
        "test" => test::test(&arguments),
        "windows" => windows::windows(&arguments),
        "package" => package::package(&arguments),
        "dev" => dev::dev(&arguments),
        "bench" => bench::bench(&arguments),
        "screenshots" => screenshots::screenshots(&arguments),
        "setup" => setup::setup(&arguments),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        unknown => {
            eprint!("There is no command `{unknown}`.\n\n{USAGE}");
            Ok(ExitCode::from(2))
        }
    }
}
