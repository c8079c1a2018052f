use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::process_group::ProcessGroup;
use crate::session::DesktopSession;

/// How long a program may take to end, on a machine that is busy.
const PATIENCE: Duration = Duration::from_mins(1);
const POLL: Duration = Duration::from_millis(10);

/// A program in a desktop session, started as a person starts it: nothing drives it. It ends when this is dropped.
#[derive(Debug)]
pub struct Program<'session> {
    session: &'session DesktopSession,
    process: ProcessGroup,
}

impl<'session> Program<'session> {
    /// Starts what [`DesktopSession::command`] made.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(session: &'session DesktopSession, command: &mut Command) -> Result<Self> {
        let process = ProcessGroup::start(command)?;
        session.watch(&process)?;
        Ok(Self { session, process })
    }

    /// Waits until it has ended by itself, with all that it started.
    ///
    /// # Errors
    /// When it does not within a minute.
    pub fn ended(mut self) -> Result<()> {
        for _ in 0..PATIENCE.as_millis() / POLL.as_millis() {
            if self.process.has_ended() && self.process.others()?.is_empty() {
                return Ok(());
            }
            thread::sleep(POLL);
        }
        bail!("process {} has not ended within {PATIENCE:?}", self.process.id())
    }
}

impl Drop for Program<'_> {
    fn drop(&mut self) {
        // The watchdog is there for as long as the session, and else stops it in the end.
        let _ = self.session.forget(&self.process);
    }
}
