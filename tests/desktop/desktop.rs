//! A computer of its own for a test: a screen, a bus, a keyring, a data folder, and Roster in a window.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, ensure};
use roster_testkit::{DesktopSession, WebDriver, Window};
use tempfile::TempDir;

/// The screen's size, in pixels.
const WIDTH: u32 = 1180;
const HEIGHT: u32 = 760;

#[derive(Debug)]
pub struct Desktop {
    // In the order in which they have to end: the windows, then what they run in.
    windows: WebDriver,
    browsers: WebDriver,
    dark_browsers: WebDriver,
    session: DesktopSession,
    data: TempDir,
}

/// A browser's window, which is another program than Roster's.
#[derive(Debug)]
pub struct Browser(Window);

impl Desktop {
    pub async fn new() -> Result<Self> {
        Self::in_session(DesktopSession::with_screen(WIDTH, HEIGHT)?).await
    }

    pub async fn in_session(session: DesktopSession) -> Result<Self> {
        let data = TempDir::with_prefix("roster-desktop-")?;
        let environment = [
            ("ROSTER_DATA_DIR".to_owned(), data.path().display().to_string()),
            ("ROSTER_LOG".to_owned(), "info".to_owned()),
            ("LANG".to_owned(), "C.UTF-8".to_owned()),
            // Not what is fixed on the computer on which the tests run.
            ("ROSTER_POLICY_FILE".to_owned(), policy(&data).display().to_string()),
        ];
        let windows = WebDriver::start(&session, &environment).await?;
        let browsers = WebDriver::start(&session, &[]).await?;
        let dark = [("GTK_THEME".to_owned(), "Adwaita:dark".to_owned())];
        let dark_browsers = WebDriver::start(&session, &dark).await?;
        Ok(Self {
            windows,
            browsers,
            dark_browsers,
            session,
            data,
        })
    }

    /// Fixes that on this computer, from the next start on.
    pub fn fix(&self, text: &str) -> Result<()> {
        Ok(std::fs::write(policy(&self.data), text)?)
    }

    /// What Roster prints in a terminal of the same session.
    pub fn ask(&self, question: &str) -> Result<String> {
        let output = Command::new(env!("CARGO_BIN_EXE_roster"))
            .arg(question)
            .envs(self.session.env())
            .env("ROSTER_DATA_DIR", self.data.path())
            .env("ROSTER_POLICY_FILE", policy(&self.data))
            .output()?;
        ensure!(output.status.success(), "{question} ended with {}", output.status);
        Ok(String::from_utf8(output.stdout)?)
    }

    /// Starts Roster. The window before has to have been closed.
    pub async fn open(&self) -> Result<Window> {
        let client = self
            .windows
            .open(&PathBuf::from(env!("CARGO_BIN_EXE_roster")), &[])
            .await?;
        Ok(Window::new(client, self.display()))
    }

    /// Starts Roster, and gives the brightest that the middle of the screen was meanwhile (0 to 255); nothing where ImageMagick, which
    /// takes the pictures, is not installed.
    pub async fn open_watched(&self) -> Result<(Window, Option<u8>)> {
        let opened = Arc::new(AtomicBool::new(false));
        let (display, until) = (self.display(), opened.clone());
        let watching = tokio::task::spawn_blocking(move || {
            let mut brightest = None;
            while !until.load(Ordering::SeqCst) {
                brightest = brightest.max(Some(brightness(&display)?));
            }
            brightest
        });
        let window = self.open().await?;
        opened.store(true, Ordering::SeqCst);
        Ok((window, watching.await?))
    }

    /// Kills Roster in the middle of what it does, as a loss of power would.
    pub async fn kill(&self, window: Window) -> Result<()> {
        self.windows.kill(window.client).await
    }

    /// Kills the process that draws the page, and nothing else, and waits until it is gone.
    pub fn kill_page(&self) -> Result<()> {
        self.windows.kill_page()
    }

    /// Whether a process draws the page.
    pub fn has_page(&self) -> Result<bool> {
        self.windows.has_page()
    }

    /// What is on the screen, dot by dot; nothing where ImageMagick is not installed.
    pub fn picture(&self) -> Option<Vec<u8>> {
        let mut import = Command::new("import");
        import.args(["-window", "root", "-depth", "8", "rgb:-"]);
        Some(import.env("DISPLAY", self.display()).output().ok()?.stdout)
    }

    /// Waits until a window that was closed by what is in it has ended with its program.
    pub async fn closed(&self, window: Window) -> Result<()> {
        self.windows.wait_until_alone().await?;
        // The driver is told, too.
        let _ = window.client.close().await;
        Ok(())
    }

    /// Opens a browser, as the person invited has one.
    pub async fn browser(&self) -> Result<Browser> {
        self.browser_of(&self.browsers).await
    }

    /// The same on a desktop that is set to dark, as pages learn from `prefers-color-scheme`.
    pub async fn dark_browser(&self) -> Result<Browser> {
        self.browser_of(&self.dark_browsers).await
    }

    async fn browser_of(&self, driver: &WebDriver) -> Result<Browser> {
        let client = driver.open_browser().await?;
        client.set_window_rect(0, 0, WIDTH, HEIGHT).await?;
        Ok(Browser(Window::new(client, self.display())))
    }

    fn display(&self) -> String {
        let display = self.session.env().into_iter().find(|(name, _)| name == "DISPLAY");
        display.map(|(_, display)| display).unwrap_or_default()
    }

    /// Where Roster keeps its files on this computer.
    pub fn data(&self) -> PathBuf {
        self.data.path().to_owned()
    }
}

impl Browser {
    pub fn window(&self) -> &Window {
        &self.0
    }

    pub async fn close(self) -> Result<()> {
        Ok(self.0.client.close().await?)
    }
}

/// Where a computer's policy is, if it has one.
fn policy(data: &TempDir) -> PathBuf {
    data.path().join("policy.toml")
}

/// How bright the middle of the screen is.
fn brightness(display: &str) -> Option<u8> {
    let mut import = Command::new("import");
    import.args([
        "-window",
        "root",
        "-crop",
        "400x200+400+280",
        "+repage",
        "-resize",
        "1x1!",
        "-depth",
        "8",
        "gray:-",
    ]);
    let picture = import.env("DISPLAY", display).output().ok()?;
    Some(picture.stdout.first().copied().unwrap_or_default())
}

/// The program `rosterd` that was built beside the desktop.
pub fn rosterd() -> Result<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_BIN_EXE_roster"));
    let program = folder.parent().context("a program lies in a folder")?.join("rosterd");
    ensure!(program.is_file(), "rosterd is not built: cargo build --workspace");
    Ok(program)
}
