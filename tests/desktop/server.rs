//! A service of its own process, for desktops that connect to a server.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::desktop::{Desktop, PASSWORD, rosterd};
use crate::window::Window;

/// `rosterd serve` on a free port, with an account of one administrator.
#[derive(Debug)]
pub struct Server {
    process: Child,
    data: TempDir,
    pub url: String,
    pub account: String,
}

impl Server {
    pub fn start() -> Result<Self> {
        Self::named("Analytical Engines")
    }

    /// One whose account has a name of its own.
    pub fn named(account_name: &str) -> Result<Self> {
        let data = TempDir::with_prefix("roster-server-")?;
        let account = create_account(&data, account_name)?;
        let (process, url) = serve(&data, "127.0.0.1:0")?;
        Ok(Self {
            process,
            data,
            url,
            account,
        })
    }

    /// Ends it as a loss of power would.
    pub fn kill(&mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    /// Starts it again where it was, with the data it left.
    pub fn come_back(&mut self) -> Result<()> {
        let (process, _) = serve(&self.data, self.url.trim_start_matches("http://"))?;
        self.process = process;
        Ok(())
    }

    /// Adds made-up people, as an operator does, while the service runs.
    pub fn seed(&self, users: u32, pending: u32) -> Result<()> {
        let seeded = program(&self.data)?
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
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn program(data: &TempDir) -> Result<Command> {
    let mut command = Command::new(rosterd()?);
    command.env("ROSTER_DATA_DIR", data.path()).env("ROSTER_LOG", "warn");
    Ok(command)
}

/// Starts the service, and gives where it listens.
fn serve(data: &TempDir, address: &str) -> Result<(Child, String)> {
    let mut process = program(data)?
        .args(["serve", "--listen", address])
        .stdout(Stdio::piped())
        .spawn()?;
    let out = process.stdout.take().context("its output is piped")?;
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line)?;
    let ready: Value = serde_json::from_str(&line).with_context(|| format!("rosterd said {line:?}"))?;
    let url = ready["url"].as_str().context("it says where it listens")?.to_owned();
    Ok((process, url))
}

fn create_account(data: &TempDir, name: &str) -> Result<String> {
    let mut creating = program(data)?
        .args([
            "account",
            "create",
            "--name",
            name,
            "--admin-login-email",
            "ada@example.com",
        ])
        .args([
            "--admin-first-name",
            "Ada",
            "--admin-last-name",
            "Lovelace",
            "--password-stdin",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
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

/// Signs in at a server from first start on.
pub async fn connect(desktop: &Desktop, server: &Server) -> Result<Window> {
    connect_to(desktop, &server.url).await
}

/// The same by an address that leads to a server.
pub async fn connect_to(desktop: &Desktop, url: &str) -> Result<Window> {
    let window = desktop.open().await?;
    window.press("button", "Connect to a server").await?;
    window.fill("Server address", "nonsense::").await?;
    window.press("button", "Connect").await?;
    window
        .until(
            "an error beside the field",
            "return aria.find('field', 'Server address')[0]?.getAttribute('aria-invalid') === 'true';",
            vec![],
        )
        .await?;
    enter_server(&window, url).await?;
    sign_in(&window).await?;
    Ok(window)
}

pub async fn enter_server(window: &Window, url: &str) -> Result<()> {
    window.fill("Server address", url).await?;
    window.press("button", "Connect").await
}

/// Signs in as the administrator that every server here has.
pub async fn sign_in(window: &Window) -> Result<()> {
    window.fill("Login email", "ada@example.com").await?;
    window.fill("Password", PASSWORD).await?;
    window.press("button", "Sign in").await?;
    window.find("navigation", "Main").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn a_desktop_works_with_a_server() -> Result<()> {
    let server = Server::start()?;
    let desktop = Desktop::new().await?;
    let window = connect(&desktop, &server).await?;
    window.open_users().await?;
    window.row("Ada Lovelace").await?;
    // What an operator adds on the server is on screen without anyone pressing anything.
    server.seed(3, 2)?;
    window.find("tab", "Active Users 4").await?;
    window.find("tab", "Pending Invitations 2").await?;
    assert!(!window.has("link", "Mailbox").await?, "a server sends its mails itself");
    window.client.close().await?;
    Ok(())
}
