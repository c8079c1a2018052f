//! How other programs are started: from the repository's root, with an environment that the user's own cannot disturb.

use std::process::{Command, Stdio};
use std::{env, ffi::OsStr};

use anyhow::{Context, Result, bail};

use crate::folders;

/// `cargo`, the one that started this program.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = cargo_by(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).env("CARGO_TARGET_DIR", folders::target());
    command
}

/// The `cargo` of that name or path, which does not see that this program was started by one.
pub fn cargo_by(name: impl AsRef<OsStr>) -> Command {
    let mut command = program(name);
    for (name, _) in env::vars_os() {
        // `cargo run` tells this program about its own package; passed on, that would rebuild crates which look at it.
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
    command
}

/// `npm` with the given arguments, in the given folder of the repository.
pub fn npm(folder: &str, arguments: &[&str]) -> Command {
    // On Windows npm is a batch file, which is only found by its whole name.
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(folders::root().join(folder)).args(arguments);
    command
        .env("npm_config_fund", "false")
        .env("npm_config_audit", "false")
        .env("npm_config_update_notifier", "false");
    command
}

/// Any program, started in the repository's root with nothing on its standard input.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(folders::root()).stdin(Stdio::null());
    command
}

/// Takes out of a test's environment what could lead it astray: another database, another Roster, a proxy, a time zone. What is said to
/// tests and benchmarks themselves stays.
pub fn isolate(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let shown = name.to_string_lossy();
        let postgres = shown.starts_with("PG") && shown.chars().all(|c| c.is_ascii_uppercase());
        let told = ["ROSTER_TEST_", "ROSTER_BENCH_"];
        let roster = shown.starts_with("ROSTER_") && !told.iter().any(|prefix| shown.starts_with(prefix));
        if postgres || roster || shown == "DATABASE_URL" {
            command.env_remove(&name);
        }
    }
    command
        .env("TZ", "UTC")
        .env("NO_PROXY", "127.0.0.1,localhost,::1")
        .env("no_proxy", "127.0.0.1,localhost,::1");
    if cfg!(unix) {
        command.env("LC_ALL", "C.UTF-8");
    }
}

/// Runs to the end, its output shown as it comes. A failure names the command that failed.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("could not start {}", line(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", line(command));
    }
    Ok(())
}

/// Whether it can be started and succeeds; what it prints is thrown away.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// What it prints on standard output, trimmed; nothing if it cannot be started or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// The command as one would type it.
pub fn line(command: &Command) -> String {
    let mut words = vec![name_of(command.get_program())];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

fn name_of(program: &OsStr) -> String {
    let path = std::path::Path::new(program);
    path.file_stem().unwrap_or(program).to_string_lossy().into_owned()
}
