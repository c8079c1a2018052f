use std::fs;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::ThrowawayPostgres;
use crate::left_out;
use crate::postgres::programs::Programs;
use crate::postgres::{database_of, in_url};
use crate::process_group::ProcessGroup;
use crate::watchdog::Watchdog;

/// Where Debian's package puts the program.
const PROGRAM: &str = "/usr/sbin/pgbouncer";
const PORT: u16 = 6432;
const PASSWORD: &str = "orchard";
/// How often it is looked whether it listens, which takes some of these steps.
const STEPS: u32 = 3000;
const STEP: Duration = Duration::from_millis(20);

/// PgBouncer in front of a PostgreSQL server, with the defaults of Debian's package but for where it listens. It ends when
/// this is dropped.
#[derive(Debug)]
pub struct PgBouncer {
    folder: PathBuf,
    _process: ProcessGroup,
    _watchdog: Watchdog,
}

/// For how long a client has a connection to the server to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PoolMode {
    /// As long as it is connected. The default.
    Session,
    /// For one transaction.
    Transaction,
}

impl PgBouncer {
    /// Starts it in front of this server, and returns when it listens. `None` where it is not installed: then it prints that the test is
    /// left out.
    ///
    /// # Errors
    /// When it does not start; the error has what it printed.
    pub fn before(server: &ThrowawayPostgres, mode: PoolMode) -> Result<Option<Self>> {
        if !Path::new(PROGRAM).is_file() {
            left_out("a database behind PgBouncer", "pgbouncer");
            return Ok(None);
        }
        let programs = Programs::find()?;
        // Kept from here on: the watchdog deletes it, which has to happen after the program was stopped.
        let folder = TempDir::with_prefix("roster-pgbouncer-")?.keep();
        let mut watchdog = Watchdog::over(&folder, &Command::new("true"))?;
        programs.give(&folder)?;
        let settings = folder.join("pgbouncer.ini");
        fs::write(folder.join("users"), format!("\"postgres\" \"{PASSWORD}\"\n"))?;
        fs::write(&settings, settings_for(&folder, server.folder(), mode))?;
        let printed = tempfile::tempfile()?;
        let mut command = programs.run_as_them(Path::new(PROGRAM));
        command.arg(&settings).stdin(Stdio::null());
        command.stdout(printed.try_clone()?).stderr(printed.try_clone()?);
        let mut process = ProcessGroup::start(&mut command)?;
        watchdog.watch(process.id())?;
        let socket = folder.join(format!(".s.PGSQL.{PORT}"));
        let mut steps = 0;
        while UnixStream::connect(&socket).is_err() {
            steps += 1;
            if process.has_ended() || steps > STEPS {
                let mut printed = printed;
                std::io::Seek::rewind(&mut printed)?;
                let log = std::io::read_to_string(printed).context("it printed no text")?;
                bail!("PgBouncer does not listen: {log}");
            }
            sleep(STEP);
        }
        Ok(Some(Self {
            folder,
            _process: process,
            _watchdog: watchdog,
        }))
    }

    /// The URL by which a database is reached through this, from the one that its server gave.
    ///
    /// # Errors
    /// When that names no database.
    pub fn url_of(&self, database: &str) -> Result<String> {
        let (folder, name) = (in_url(&self.folder), database_of(database)?);
        Ok(format!(
            "postgres://postgres:{PASSWORD}@localhost:{PORT}/{name}?host={folder}"
        ))
    }
}

fn settings_for(folder: &Path, server: &Path, mode: PoolMode) -> String {
    let mode = match mode {
        // What it is where nothing is said.
        PoolMode::Session => "",
        PoolMode::Transaction => "pool_mode = transaction\n",
    };
    format!(
        "[databases]\n* = host={server}\n\
         [pgbouncer]\nlisten_port = {PORT}\nunix_socket_dir = {folder}\nauth_type = md5\nauth_file = {folder}/users\n{mode}",
        server = server.display(),
        folder = folder.display(),
    )
}
