use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result, anyhow, bail};
use tempfile::TempDir;

use crate::watchdog::Watchdog;
use programs::Programs;

mod programs;

/// A PostgreSQL server of the test's own: in a temporary folder, reached by a socket in it, stopped and deleted on drop
/// or when the process ends.
#[derive(Debug)]
pub struct ThrowawayPostgres {
    folder: PathBuf,
    programs: Programs,
    durability: Durability,
    databases: AtomicU32,
    _watchdog: Watchdog,
}

/// What a server may forget when the machine loses power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Durability {
    /// Everything, which makes it fast. For tests.
    None,
    /// Nothing that was committed, as in production. For benchmarks.
    Full,
}

impl ThrowawayPostgres {
    /// Makes a cluster and starts its server, which takes a second or two. The server does not wait for the disk.
    ///
    /// # Errors
    /// When PostgreSQL's server programs are not installed, or do not start; the error carries the server's log.
    pub fn start() -> Result<Self> {
        Self::start_with(Durability::None)
    }

    /// The same with a server that waits for the disk, as one in production does.
    pub fn start_durable() -> Result<Self> {
        Self::start_with(Durability::Full)
    }

    fn start_with(durability: Durability) -> Result<Self> {
        let programs = Programs::find()?;
        // Kept from here on: the watchdog deletes it, which has to happen after the server was stopped.
        let folder = TempDir::with_prefix("roster-pg-")?.keep();
        let data = folder.join("data");
        let mut stop = programs.command("pg_ctl");
        stop.arg("stop")
            .arg("-D")
            .arg(&data)
            .args(["-m", "immediate", "-w", "-s"]);
        let watchdog = Watchdog::over(&folder, &stop)?;
        programs.give(&folder)?;
        let mut init = programs.command("initdb");
        init.arg("-D").arg(&data);
        run(init.args([
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]))?;
        let server = Self {
            folder,
            programs,
            durability,
            databases: AtomicU32::new(0),
            _watchdog: watchdog,
        };
        server.start_again()?;
        Ok(server)
    }

    /// Stops the server as a crash does: nothing is finished, nobody is told.
    pub fn crash(&self) -> Result<()> {
        let mut stop = self.programs.command("pg_ctl");
        stop.arg("stop").arg("-D").arg(self.folder.join("data"));
        run(stop.args(["-m", "immediate", "-w", "-s"]))
    }

    /// Starts the server, which recovers what it had acknowledged.
    pub fn start_again(&self) -> Result<()> {
        let log = self.folder.join("log");
        let mut start = self.programs.command("pg_ctl");
        start.arg("start").arg("-D").arg(self.folder.join("data"));
        start.arg("-l").arg(&log).args(["-w", "-t", "120", "-s", "-o"]);
        start.arg(options(&self.folder, self.durability));
        run(&mut start).with_context(|| fs::read_to_string(&log).unwrap_or_default())
    }

    /// The URL of the database `postgres`, which every cluster has. Tests should use one of their own instead.
    pub fn url(&self) -> String {
        self.url_of("postgres")
    }

    /// Makes an empty database and gives its URL.
    pub fn create_database(&self) -> Result<String> {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut create = self.programs.command("createdb");
        create.arg("-h").arg(&self.folder).args(["-U", "postgres", &name]);
        run(&mut create)?;
        Ok(self.url_of(&name))
    }

    /// The folder everything of this server is in, its socket included.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn url_of(&self, database: &str) -> String {
        let folder = self.folder.to_string_lossy().replace('%', "%25").replace('/', "%2F");
        format!("postgres://postgres@localhost/{database}?host={folder}")
    }
}

/// One server for all the tests of a process, started by the first that asks, stopped when the process ends.
///
/// # Errors
/// As [`ThrowawayPostgres::start`], for everyone who asks.
pub fn shared_postgres() -> Result<&'static ThrowawayPostgres> {
    static SHARED: LazyLock<Result<ThrowawayPostgres, String>> =
        LazyLock::new(|| ThrowawayPostgres::start().map_err(|error| format!("{error:#}")));
    SHARED.as_ref().map_err(|error| anyhow!(error.clone()))
}

/// The server's settings: no network, room for many tests at once, and as durable as asked.
fn options(folder: &Path, durability: Durability) -> String {
    let sync = match durability {
        Durability::None => " -c fsync=off -c synchronous_commit=off -c full_page_writes=off",
        Durability::Full => "",
    };
    format!(
        "-c listen_addresses='' -c max_connections=400 -k '{}'{sync}",
        folder.display()
    )
}

fn run(command: &mut Command) -> Result<()> {
    // Not a pipe for pg_ctl's output: the server would inherit it, and reading it would not end.
    let printed = tempfile::tempfile()?;
    let status = command
        .stdin(Stdio::null())
        .stdout(printed.try_clone()?)
        .stderr(printed.try_clone()?)
        .status()
        .with_context(|| format!("could not start {command:?}"))?;
    if !status.success() {
        let mut printed = printed;
        std::io::Seek::rewind(&mut printed)?;
        bail!(
            "{command:?} ended with {status}: {}",
            std::io::read_to_string(printed)?.trim()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests;
