use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, ChildStdout, Command};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process_group};

/// How often and how long a group is asked to end before it is made to.
const STEPS: u32 = 200;
const STEP: Duration = Duration::from_millis(25);

/// A program with whatever it starts, all of which end when this is dropped.
#[derive(Debug)]
pub struct ProcessGroup {
    leader: Child,
}

impl ProcessGroup {
    pub fn start(command: &mut Command) -> Result<Self> {
        let leader = command
            .process_group(0)
            .spawn()
            .with_context(|| format!("could not start {command:?}"))?;
        Ok(Self { leader })
    }

    /// The number of the group, and of the process that leads it.
    pub fn id(&self) -> u32 {
        self.leader.id()
    }

    pub fn take_stdin(&mut self) -> Result<ChildStdin> {
        self.leader.stdin.take().context("its standard input is not a pipe")
    }

    pub fn take_stdout(&mut self) -> Result<ChildStdout> {
        self.leader.stdout.take().context("its standard output is not a pipe")
    }

    /// Whether the leader has ended.
    pub fn has_ended(&mut self) -> bool {
        self.leader.try_wait().is_ok_and(|status| status.is_some())
    }

    fn signal(&self, signal: Signal) -> bool {
        Pid::from_raw(self.leader.id().cast_signed()).is_some_and(|group| kill_process_group(group, signal).is_ok())
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        if self.signal(Signal::TERM) {
            for _ in 0..STEPS {
                if self.has_ended() {
                    break;
                }
                thread::sleep(STEP);
            }
        }
        // What the leader started may outlive it by a moment or be stuck. The group's number stays taken as long as one
        // of them is there, so this cannot hit others; and where nobody is left it hits no one.
        self.signal(Signal::KILL);
        let _ = self.leader.wait();
    }
}
