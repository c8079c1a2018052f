use std::fs::{self, DirBuilder};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::process_group::ProcessGroup;
use crate::watchdog::Watchdog;

mod bus;
mod keyring;

/// A desktop session of the test's own: a home folder, a display without a screen, a D-Bus session bus, and on it a
/// keyring that is open. All of it is gone when it is dropped or the process ends.
///
/// Nothing else is on the bus, and nothing is started by it: what a program finds here, the test has put there.
#[derive(Debug)]
pub struct DesktopSession {
    folder: PathBuf,
    display: String,
    keyring: Mutex<Option<ProcessGroup>>,
    // Dropped in this order, which is why the watchdog, who deletes the folder, comes last.
    _bus: ProcessGroup,
    #[cfg_attr(not(test), expect(dead_code, reason = "it is there to be dropped"))]
    screen: ProcessGroup,
    watchdog: Mutex<Watchdog>,
}

impl DesktopSession {
    /// Starts it with a screen of 1280 by 800, and returns when everything in it answers.
    ///
    /// # Errors
    /// When one of its programs is missing or does not start; `cargo xtask setup` installs them.
    pub fn start() -> Result<Self> {
        Self::with_screen(1280, 800)
    }

    /// The same with a screen of another size, in pixels.
    pub fn with_screen(width: u32, height: u32) -> Result<Self> {
        let folder = TempDir::with_prefix("roster-session-")?.keep();
        let mut watchdog = Watchdog::over(&folder, &Command::new("true"))?;
        for name in ["home", "data", "config", "cache", "state", "runtime", "tmp"] {
            DirBuilder::new().mode(0o700).create(folder.join(name))?;
        }
        let (screen, display) = screen(&folder, width, height)?;
        watchdog.watch(screen.id())?;
        let bus = bus::start(&folder)?;
        watchdog.watch(bus.id())?;
        let session = Self {
            folder,
            display,
            keyring: Mutex::new(None),
            _bus: bus,
            screen,
            watchdog: Mutex::new(watchdog),
        };
        session.start_keyring()?;
        Ok(session)
    }

    /// What a program needs in its environment to be part of this session.
    pub fn env(&self) -> Vec<(String, String)> {
        let mut env = folders(&self.folder);
        env.extend(pairs(&[
            ("DISPLAY", &self.display),
            ("DBUS_SESSION_BUS_ADDRESS", &bus::address(&self.folder)),
            ("GDK_BACKEND", "x11"),
            // Neither is there to be talked to: settings kept by a service, and a screen reader.
            ("GSETTINGS_BACKEND", "memory"),
            ("NO_AT_BRIDGE", "1"),
            // Half the memory, and what is drawn is the same.
            ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
        ]));
        env
    }

    /// A program to be started in this session, with nothing else in its environment than `PATH`.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = bare(program, &self.folder);
        command.envs(self.env());
        command
    }

    /// The name of its X display, such as `:5`.
    #[cfg(feature = "window")]
    pub fn display(&self) -> &str {
        &self.display
    }

    /// The session's home folder.
    pub fn home(&self) -> PathBuf {
        self.folder.join("home")
    }

    /// Starts the keyring, if it does not run, and opens it: the secrets it has kept are there again.
    pub fn start_keyring(&self) -> Result<()> {
        let mut keyring = self.keyring();
        if keyring.is_none() {
            let started = keyring::start(&self.folder)?;
            lock(&self.watchdog).watch(started.id())?;
            *keyring = Some(started);
        }
        Ok(())
    }

    /// Stops the keyring. Nothing answers in its place until [`DesktopSession::start_keyring`].
    pub fn stop_keyring(&self) -> Result<()> {
        let Some(running) = self.keyring().take() else {
            return Ok(());
        };
        let group = running.id();
        drop(running);
        lock(&self.watchdog).forget(group)?;
        bus::wait_for_owner(&self.folder, keyring::NAME, false)
    }

    /// Locks the keyring, which stays there and would ask for its password: there is no one to type it.
    pub fn lock_keyring(&self) -> Result<()> {
        keyring::lock(&self.folder)?;
        ensure!(
            self.keyring_is_locked()?,
            "the keyring says that it was locked, and is open"
        );
        Ok(())
    }

    /// Whether the keyring that secrets are put in by default is locked.
    ///
    /// # Errors
    /// When there is none.
    pub fn keyring_is_locked(&self) -> Result<bool> {
        keyring::is_locked(&self.folder)
    }

    /// Has a group of processes end with the session, should this process be killed.
    #[cfg(feature = "window")]
    pub(crate) fn watch(&self, group: &ProcessGroup) -> Result<()> {
        lock(&self.watchdog).watch(group.id())
    }

    /// Has one that has ended be forgotten.
    #[cfg(feature = "window")]
    pub(crate) fn forget(&self, group: &ProcessGroup) -> Result<()> {
        lock(&self.watchdog).forget(group.id())
    }

    fn keyring(&self) -> MutexGuard<'_, Option<ProcessGroup>> {
        lock(&self.keyring)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A program with a home of its own and the bus, but no display: nothing that it starts can open a window.
fn bare(program: impl AsRef<std::ffi::OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .envs(folders(folder))
        .current_dir(folder.join("home"));
    command.env(
        "PATH",
        std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into()),
    );
    command.env("DBUS_SESSION_BUS_ADDRESS", bus::address(folder));
    command
}

fn folders(folder: &Path) -> Vec<(String, String)> {
    let names = [
        ("HOME", "home"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_RUNTIME_DIR", "runtime"),
        ("TMPDIR", "tmp"),
    ];
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let mut env: Vec<_> = names.map(|(variable, name)| (variable.to_owned(), path(name))).into();
    env.extend(pairs(&[("LANG", "C.UTF-8"), ("TZ", "UTC")]));
    env
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|&(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// A display without a screen, on whichever number is free; gives it with its name.
fn screen(folder: &Path, width: u32, height: u32) -> Result<(ProcessGroup, String)> {
    let log = fs::File::create(folder.join("xvfb.log"))?;
    let mut command = Command::new("Xvfb");
    // Without -noreset the server starts anew when its last window closes, and a program just then starting fails.
    command.args([
        "-displayfd",
        "1",
        "-nolisten",
        "tcp",
        "-noreset",
        "-screen",
        "0",
        &format!("{width}x{height}x24"),
    ]);
    let mut screen = ProcessGroup::start(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log))?;
    let mut number = String::new();
    BufReader::new(screen.take_stdout()?).read_line(&mut number)?;
    let number: u32 = number.trim().parse().with_context(|| {
        format!(
            "Xvfb gave no display: {}",
            fs::read_to_string(folder.join("xvfb.log")).unwrap_or_default()
        )
    })?;
    Ok((screen, format!(":{number}")))
}

#[cfg(test)]
mod tests;
