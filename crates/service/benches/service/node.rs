//! A node: the program `rosterd`, with a folder of its own.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use roster_testkit::Measurement;
use serde_json::Value;
use tempfile::TempDir;

pub const PASSWORD: &str = "seven green bicycles at dawn";

#[derive(Debug)]
pub struct Node {
    pub engine: String,
    database: Option<String>,
    folder: TempDir,
    process: Option<Child>,
}

impl Node {
    /// One that does not run yet, with an empty database.
    pub fn prepare(engine: &str, database: Option<String>) -> Self {
        let node = Self {
            engine: engine.to_owned(),
            database,
            folder: TempDir::with_prefix("roster-bench-").expect("a folder"),
            process: None,
        };
        let migrated = node.program().arg("migrate").status().expect("it runs");
        assert!(migrated.success(), "rosterd migrate ended with {migrated}");
        node
    }

    /// The name of something measured of it.
    pub fn named(&self, what: &str) -> String {
        format!("{}: {what}", self.engine)
    }

    fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_rosterd"));
        program
            .env("ROSTER_DATA_DIR", self.folder.path())
            .env("ROSTER_LOG", "error")
            // Whoever measures sends from one address what many would.
            .env("ROSTER_CONNECTIONS_PER_ADDRESS", "100000")
            .stdin(Stdio::null());
        if let Some(database) = &self.database {
            program.env("ROSTER_DATABASE_URL", database);
        }
        program
    }

    /// Makes an account with an active administrator, and gives its id.
    pub fn create_account(&self, name: &str, login_email: &str) -> String {
        let mut creating = self
            .program()
            .args(["account", "create", "--name", name, "--admin-login-email", login_email])
            .args(["--admin-first-name", "Ada", "--admin-last-name", "Lovelace"])
            .arg("--password-stdin")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it runs");
        writeln!(creating.stdin.take().expect("a pipe"), "{PASSWORD}").expect("it reads");
        let output = creating.wait_with_output().expect("it ends");
        let created: Value = serde_json::from_slice(&output.stdout).expect("it says what it made");
        created["accountId"].as_str().expect("an account").to_owned()
    }

    pub fn seed(&self, account: &str, active: u32, pending: u32) {
        let seeded = self
            .program()
            .args(["seed", "--account", account, "--users", &active.to_string()])
            .args(["--pending", &pending.to_string()])
            .stdout(Stdio::null())
            .status()
            .expect("it runs");
        assert!(seeded.success(), "rosterd seed ended with {seeded}");
    }

    /// Starts it, and gives where it listens once it says so.
    pub fn serve(&mut self) -> SocketAddr {
        let mut process = self
            .program()
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("it runs");
        let mut line = String::new();
        let out = process.stdout.take().expect("a pipe");
        BufReader::new(out).read_line(&mut line).expect("it prints");
        let ready: Value = serde_json::from_str(&line).expect("it says where it listens");
        self.process = Some(process);
        let url = ready["url"].as_str().expect("an address");
        url.trim_start_matches("http://").parse().expect("an address")
    }

    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().expect("it is there");
            process.wait().expect("it ends");
        }
    }

    /// How much of the memory it takes that is there, in MB: now, or the most since [`Self::forget_the_most_memory`].
    pub fn print_memory(&self, name: &str, figure: Memory) {
        let Some(process) = &self.process else { return };
        let status = fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap_or_default();
        let field = match figure {
            Memory::Now => "VmRSS:",
            Memory::Most => "VmHWM:",
        };
        let kilobytes = status
            .lines()
            .find_map(|line| line.strip_prefix(field))
            .and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
        // Only Linux says it so.
        if let Some(kilobytes) = kilobytes {
            Measurement::of_number(&self.named(name), "MB", kilobytes * 1024.0 / 1e6).print();
        }
    }

    /// Begins anew with the most memory it takes (proc(5), `clear_refs`).
    pub fn forget_the_most_memory(&self) {
        if let Some(process) = &self.process {
            let _ = fs::write(format!("/proc/{}/clear_refs", process.id()), "5");
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub enum Memory {
    Now,
    Most,
}

impl Drop for Node {
    fn drop(&mut self) {
        self.stop();
    }
}
