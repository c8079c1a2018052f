use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::watchdog::Watchdog;

/// What the administrator of every server here signs in with.
pub const LOGIN: &str = "ada@example.com";

/// What everyone signs in with in tests that drive a window.
pub const PASSWORD: &str = "seven green bicycles at dawn";

/// `rosterd serve` on a free port, in a process of its own, with an account of one administrator, [`LOGIN`]. It ends, and its data
/// are deleted, when this is dropped or the process ends.
#[derive(Debug)]
pub struct Server {
    rosterd: PathBuf,
    data: PathBuf,
    process: Child,
    watchdog: Watchdog,
    pub url: String,
    pub account: String,
}

impl Server {
    /// Starts the program `rosterd`.
    ///
    /// # Errors
    /// When it is not there, or does not start.
    pub fn start(rosterd: &Path) -> Result<Self> {
        Self::named(rosterd, "Analytical Engines")
    }

    /// One whose account has a name of its own.
    pub fn named(rosterd: &Path, account_name: &str) -> Result<Self> {
        let data = TempDir::with_prefix("roster-server-")?.keep();
        let mut watchdog = Watchdog::over(&data, &Command::new("true"))?;
        let account = create_account(rosterd, &data, account_name)?;
        let (process, url) = serve(rosterd, &data, "127.0.0.1:0")?;
        watchdog.watch(process.id())?;
        Ok(Self {
            rosterd: rosterd.to_owned(),
            data,
            process,
            watchdog,
            url,
            account,
        })
    }

    /// Ends it as a loss of power would.
    pub fn kill(&mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        self.watchdog.forget(self.process.id())
    }

    /// Starts it again where it was, with the data it left.
    pub fn come_back(&mut self) -> Result<()> {
        let (process, _) = serve(&self.rosterd, &self.data, self.url.trim_start_matches("http://"))?;
        self.watchdog.watch(process.id())?;
        self.process = process;
        Ok(())
    }

    /// Adds made-up people, as an operator does, while the service runs.
    pub fn seed(&self, users: u32, pending: u32) -> Result<()> {
        let seeded = program(&self.rosterd, &self.data)
            .args([
                "seed",
                "--account",
                &self.account,
                "--users",
                &users.to_string(),
                "--pending",
                &pending.to_string(),
            ])
            .stdout(Stdio::null())
            .status()?;
        ensure!(seeded.success(), "rosterd seed ended with {seeded}");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already is as wanted.
        let _ = self.kill();
    }
}

fn program(rosterd: &Path, data: &Path) -> Command {
    let mut command = Command::new(rosterd);
    command.env("ROSTER_DATA_DIR", data).env("ROSTER_LOG", "warn");
    command
}

/// Starts the service, and gives where it listens.
fn serve(rosterd: &Path, data: &Path, address: &str) -> Result<(Child, String)> {
    let mut process = program(rosterd, data)
        .args(["serve", "--listen", address])
        // A group of its own, for the watchdog to end.
        .process_group(0)
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| rosterd.display().to_string())?;
    let out = process.stdout.take().context("its output is piped")?;
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line)?;
    let ready: Value = serde_json::from_str(&line).with_context(|| format!("rosterd said {line:?}"))?;
    let url = ready["url"].as_str().context("it says where it listens")?.to_owned();
    Ok((process, url))
}

fn create_account(rosterd: &Path, data: &Path, name: &str) -> Result<String> {
    let mut creating = program(rosterd, data)
        .args(["account", "create", "--name", name, "--admin-login-email", LOGIN])
        .args([
            "--admin-first-name",
            "Ada",
            "--admin-last-name",
            "Lovelace",
            "--password-stdin",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| rosterd.display().to_string())?;
    writeln!(creating.stdin.take().context("its input is piped")?, "{PASSWORD}")?;
    let output = creating.wait_with_output()?;
    ensure!(
        output.status.success(),
        "rosterd account create ended with {}",
        output.status
    );
    let created: Value = serde_json::from_slice(&output.stdout)?;
    Ok(created["accountId"]
        .as_str()
        .context("it says which account it made")?
        .to_owned())
}
