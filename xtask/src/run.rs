//! `cargo xtask run`: from a fresh checkout to the desktop's window.

use std::env::{self, consts};
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::command::{cargo, npm, program, run as run_command};
use crate::setup::Purpose;
use crate::{folders, session, setup};

const NO_DISPLAY: &str = "\
There is no display here: neither DISPLAY nor WAYLAND_DISPLAY is set, so the window cannot be opened.
For a display without a screen, type

  sudo apt-get install --no-install-recommends xvfb xauth
  xvfb-run -a cargo xtask run
";

/// Sets up, builds the interface and the desktop, and opens it with the given arguments.
pub fn run(arguments: &[String]) -> Result<ExitCode> {
    // Said first, so that nobody waits for the build and is surprised; built all the same, so that one knows it does.
    let display = has_display();
    if !display {
        println!("{NO_DISPLAY}\nBuilding all the same.\n");
    }
    let own_session = consts::OS == "linux" && display && !session::is_running();
    setup::prepare(if own_session {
        &[Purpose::Build, Purpose::Session]
    } else {
        &[Purpose::Build]
    })?;
    let binary = build()?;
    if !display {
        println!("\nThe desktop is built: {}\n{NO_DISPLAY}", binary.display());
        return Ok(ExitCode::FAILURE);
    }
    let mut desktop = if own_session {
        session::start(&binary)?
    } else {
        program(&binary)
    };
    desktop.args(arguments);
    println!("Opening {}", binary.display());
    exit_code(&mut desktop)
}

/// Builds the interface and then the desktop, which embeds it; gives the desktop's program.
fn build() -> Result<PathBuf> {
    println!("Building into {}", folders::target().display());
    run_command(&mut npm("ui", &["run", "build"]))?;
    run_command(&mut cargo(&["build", "--package", "roster"]))?;
    Ok(folders::target()
        .join("debug")
        .join(format!("roster{}", consts::EXE_SUFFIX)))
}

fn has_display() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    consts::OS != "linux" || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn exit_code(desktop: &mut Command) -> Result<ExitCode> {
    let status = desktop.status()?;
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}
