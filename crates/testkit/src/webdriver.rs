use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{self, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

use crate::process_group::ProcessGroup;
use crate::session::DesktopSession;

/// How long something may take that takes a moment. Only a test that fails ever waits as long.
const PATIENCE: Duration = Duration::from_mins(1);
const POLL: Duration = Duration::from_millis(25);

/// WebKit's own driver in a desktop session, through which a test sees and uses a real window (W3C WebDriver).
///
/// It opens one window at a time, and hands its environment on to it: one driver for each environment, and for each
/// window that is to be open beside another. Everything it started ends when it is dropped.
#[derive(Debug)]
pub struct WebDriver {
    process: ProcessGroup,
    port: u16,
}

impl WebDriver {
    /// Starts a driver whose windows find `env` in their environment, besides what the session puts there.
    ///
    /// # Errors
    /// When WebKitWebDriver is missing or does not start; `cargo xtask setup` installs it.
    pub async fn start(session: &DesktopSession, env: &[(String, String)]) -> Result<Self> {
        // Another process may take the port before the driver does, and then the driver ends.
        let mut failure = None;
        for _ in 0..5 {
            match Self::on(free_port()?, session, env).await {
                Ok(driver) => return Ok(driver),
                Err(error) => failure = Some(error),
            }
        }
        Err(failure.context("it was not even tried")?)
    }

    async fn on(port: u16, session: &DesktopSession, env: &[(String, String)]) -> Result<Self> {
        let mut command = session.command("WebKitWebDriver");
        command.args(["--host=127.0.0.1", &format!("--port={port}")]);
        // Asks Tauri to let itself be driven; a browser does not care.
        command
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .envs(env.iter().cloned())
            .stdin(Stdio::null());
        let mut process = ProcessGroup::start(&mut command)?;
        session.watch(&process)?;
        let deadline = Instant::now() + PATIENCE;
        while !is_ready(port).await {
            ensure!(
                !process.has_ended(),
                "WebKitWebDriver ended before it listened on port {port}"
            );
            ensure!(
                Instant::now() < deadline,
                "WebKitWebDriver did not listen on port {port} within {PATIENCE:?}"
            );
            sleep(POLL).await;
        }
        Ok(Self { process, port })
    }

    /// Starts a program built on Tauri, and gives its window. The window before it has to have been closed.
    pub async fn open(&self, binary: &Path, arguments: &[String]) -> Result<Client> {
        ensure!(binary.is_file(), "there is no program {}", binary.display());
        self.session(json!({ "binary": binary, "args": arguments })).await
    }

    /// Opens a real browser, WebKit's MiniBrowser, on an empty page.
    pub async fn open_browser(&self) -> Result<Client> {
        self.session(json!({ "binary": mini_browser()?, "args": ["--automation"] }))
            .await
    }

    async fn session(&self, options: Value) -> Result<Client> {
        // Closing a window does not wait for its program to end, and of some programs there is never more than one.
        self.wait_until_alone().await?;
        let mut capabilities = Capabilities::new();
        capabilities.insert("webkitgtk:browserOptions".to_owned(), options);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let url = format!("http://127.0.0.1:{}", self.port);
        builder
            .capabilities(capabilities)
            .connect(&url)
            .await
            .context("WebKitWebDriver did not open the window")
    }

    /// Kills the program of the window that is open, with all its processes, and gives up the window.
    pub async fn kill(&self, window: Client) -> Result<()> {
        self.process.kill_others()?;
        self.wait_until_alone().await?;
        // The driver has seen the window end, or is told now.
        let _ = window.close().await;
        Ok(())
    }

    /// Kills the process that draws the window's page, as the kernel does when memory runs out; the window's program lives on.
    ///
    /// # Errors
    /// When there is no such process.
    pub fn kill_page(&self) -> Result<()> {
        let pages = self.process.named("WebKitWebProcess")?;
        ensure!(!pages.is_empty(), "no process draws a page");
        ProcessGroup::kill(&pages);
        Ok(())
    }

    /// Whether a process draws the window's page.
    ///
    /// # Errors
    /// As for [`Self::wait_until_alone`].
    pub fn has_page(&self) -> Result<bool> {
        Ok(!self.process.named("WebKitWebProcess")?.is_empty())
    }

    /// The memory (PSS, in bytes) of each process of the window that is open, with the name of what it runs: the program itself, and
    /// what WebKit starts for it.
    ///
    /// # Errors
    /// As for [`Self::wait_until_alone`].
    pub fn memory(&self) -> Result<Vec<(String, u64)>> {
        self.process.memory_of_others()
    }

    /// Waits until nothing is left of the window before.
    pub async fn wait_until_alone(&self) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let others = self.process.others()?;
            if others.is_empty() {
                return Ok(());
            }
            if Instant::now() > deadline {
                bail!("the window before has not ended: processes {others:?}; was it closed?");
            }
            sleep(POLL).await;
        }
    }
}

/// A port that nobody listens on, below those that the system hands out: whoever asks it for any port cannot be given
/// this one between now and when the driver takes it.
fn free_port() -> Result<u16> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    for _ in 0..1_000 {
        let number = process::id()
            .wrapping_mul(97)
            .wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed));
        let port = 20_000 + u16::try_from(number % 12_000)?;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no port is free")
}

/// Whether a driver answers on the port that it can open a window (W3C WebDriver, section 8.3).
async fn is_ready(port: u16) -> bool {
    let ask = async {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
        stream.write_all(b"GET /status HTTP/1.0\r\n\r\n").await?;
        let mut reply = [0; 1024];
        let length = stream.read(&mut reply).await?;
        std::io::Result::Ok(String::from_utf8_lossy(&reply[..length]).contains("\"ready\":true"))
    };
    ask.await.unwrap_or(false)
}

/// Where Debian, Fedora and Arch keep it.
fn mini_browser() -> Result<PathBuf> {
    let libraries = ["/usr/lib", "/usr/libexec", "/usr/lib64"].map(Path::new);
    let below = libraries
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .flatten();
    let folders = below.map(|entry| entry.path()).chain(libraries.map(Path::to_owned));
    folders
        .map(|folder| folder.join("webkit2gtk-4.1/MiniBrowser"))
        .find(|file| file.is_file())
        .context("WebKit's MiniBrowser is not installed")
}

#[cfg(test)]
mod tests;
