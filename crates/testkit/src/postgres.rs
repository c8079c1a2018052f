use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result, anyhow, bail};
use tempfile::TempDir;

use crate::watchdog::Watchdog;
use programs::Programs;

pub(crate) mod programs;

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
        let server = Self::without_data(durability)?;
        let mut init = server.programs.command("initdb");
        init.arg("-D").arg(server.data());
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
        server.start_again()?;
        Ok(server)
    }

    /// A folder with nothing in it, and what will stop its server and delete it.
    fn without_data(durability: Durability) -> Result<Self> {
        let programs = Programs::find()?;
        // Kept from here on: the watchdog deletes it, which has to happen after the server was stopped.
        let folder = TempDir::with_prefix("roster-pg-")?.keep();
        let mut stop = programs.command("pg_ctl");
        stop.arg("stop")
            .arg("-D")
            .arg(folder.join("data"))
            .args(["-m", "immediate", "-w", "-s"]);
        let watchdog = Watchdog::over(&folder, &stop)?;
        programs.give(&folder)?;
        Ok(Self {
            folder,
            programs,
            durability,
            databases: AtomicU32::new(0),
            _watchdog: watchdog,
        })
    }

    /// Makes a standby of this server: a second one that follows it (streaming replication), and only answers reads until
    /// [`Self::promote`].
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn start_standby(&self) -> Result<Self> {
        let standby = Self::without_data(self.durability)?;
        let mut copy = self.programs.command("pg_basebackup");
        copy.arg("-h").arg(&self.folder).arg("-D").arg(standby.data());
        run(copy.args(["-U", "postgres", "-R", "-X", "stream", "-c", "fast", "--no-sync"]))?;
        standby.start_again()?;
        Ok(standby)
    }

    /// Makes a server of its own of a standby: it takes writes from then on, and its connections stay.
    pub fn promote(&self) -> Result<()> {
        let mut promote = self.programs.command("pg_ctl");
        run(promote.arg("promote").arg("-D").arg(self.data()).args(["-w", "-s"]))
    }

    /// Stops the server as a crash does: nothing is finished, nobody is told.
    pub fn crash(&self) -> Result<()> {
        let mut stop = self.programs.command("pg_ctl");
        stop.arg("stop").arg("-D").arg(self.data());
        run(stop.args(["-m", "immediate", "-w", "-s"]))
    }

    /// Starts the server, which recovers what it had acknowledged.
    pub fn start_again(&self) -> Result<()> {
        let log = self.folder.join("log");
        let mut start = self.programs.command("pg_ctl");
        start.arg("start").arg("-D").arg(self.data());
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
        self.create_database_with(&[])
    }

    /// Makes an empty database in this encoding, such as `WIN1252`, and gives its URL.
    pub fn create_database_in(&self, encoding: &str) -> Result<String> {
        self.create_database_with(&["-E", encoding, "--locale=C", "-T", "template0"])
    }

    fn create_database_with(&self, options: &[&str]) -> Result<String> {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut create = self.programs.command("createdb");
        create
            .arg("-h")
            .arg(&self.folder)
            .args(["-U", "postgres"])
            .args(options)
            .arg(&name);
        run(&mut create)?;
        Ok(self.url_of(&name))
    }

    /// The folder everything of this server is in, its socket included.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The socket that it listens on.
    pub fn socket(&self) -> PathBuf {
        self.folder.join(".s.PGSQL.5432")
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn url_of(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", in_url(&self.folder))
    }
}

/// A folder as it stands in a URL.
pub(crate) fn in_url(folder: &Path) -> String {
    folder.to_string_lossy().replace('%', "%25").replace('/', "%2F")
}

/// The name of the database that a URL of [`ThrowawayPostgres::create_database`] leads to.
pub(crate) fn database_of(url: &str) -> Result<&str> {
    let rest = url.split_once('@').map(|(_, rest)| rest);
    let name = rest.and_then(|rest| rest.split(['/', '?']).nth(1));
    name.with_context(|| format!("{url} names no database"))
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
