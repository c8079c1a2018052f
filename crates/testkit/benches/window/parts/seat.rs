use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Result;
use roster_testkit::{DesktopSession, Server, WebDriver, Window};
use serde_json::json;
use tempfile::TempDir;

use super::settings::Settings;

/// A desktop with a data folder of its own, of which one window at a time is open.
#[derive(Debug)]
pub struct Seat<'bench> {
    driver: WebDriver,
    session: &'bench DesktopSession,
    roster: &'bench Path,
    data: TempDir,
}

impl<'bench> Seat<'bench> {
    /// An empty one.
    pub async fn take(session: &'bench DesktopSession, settings: &'bench Settings) -> Result<Self> {
        let data = TempDir::with_prefix("roster-bench-")?;
        let driver = WebDriver::start(session, &environment(data.path())).await?;
        Ok(Self {
            driver,
            session,
            roster: &settings.roster,
            data,
        })
    }

    /// Opens the window, driven.
    pub async fn open(&self) -> Result<Window> {
        let client = self.driver.open(self.roster, &[]).await?;
        Ok(Window::new(client, self.session.display().to_owned()))
    }

    /// Has the window close as a person does, and waits until its program has ended.
    pub async fn close(&self, window: Window) -> Result<()> {
        // The driver may see the window end before its keys are up again.
        let _ = window.press_with_control('q').await;
        self.driver.wait_until_alone().await?;
        let _ = window.client.close().await;
        Ok(())
    }

    /// What starts the program as a person does, undriven.
    pub fn command(&self) -> Command {
        let mut command = self.session.command(self.roster);
        command.envs(environment(self.data.path()));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// The memory of each process of the open window, in bytes.
    pub fn memory(&self) -> Result<Vec<(String, u64)>> {
        self.driver.memory()
    }

    /// From the first start on: signs in at a server, goes to the users, waits until all are here, and closes the window there.
    pub async fn connect(&self, server: &Server, active: u32) -> Result<()> {
        let window = self.open().await?;
        window.press("button", "Connect to a server").await?;
        window.enter_server(&server.url).await?;
        window.sign_in().await?;
        window.open_users().await?;
        all_are_here(&window, active).await?;
        // Where one is, is noted a moment after one has come there.
        let noted = "return Object.values(localStorage).some((kept) => kept.includes('/settings/users'));";
        window.until("the place to be noted", noted, vec![]).await?;
        self.close(window).await
    }

    /// Opens the window where it was left: at the list, whole and at rest.
    pub async fn open_list(&self, active: u32) -> Result<Window> {
        let window = self.open().await?;
        all_are_here(&window, active).await?;
        Ok(window)
    }
}

fn environment(data: &Path) -> [(String, String); 3] {
    [
        // As on the computers that people have; tests do without, which saves memory and draws in another way.
        ("WEBKIT_DISABLE_DMABUF_RENDERER".to_owned(), "0".to_owned()),
        ("ROSTER_DATA_DIR".to_owned(), data.display().to_string()),
        ("ROSTER_LOG".to_owned(), "warn".to_owned()),
    ]
}

/// Waits until the list of the active users is whole, shown, and nothing is under way.
async fn all_are_here(window: &Window, active: u32) -> Result<()> {
    let whole = "return aria.find('tab', 'Active Users…')[0]?.innerText.replace(/\\D/g, '') === String(args[0])
        && aria.find('row', null).length > 5;";
    window.until("the whole list", whole, vec![json!(active)]).await?;
    window.is_in_state("Up to date").await
}
