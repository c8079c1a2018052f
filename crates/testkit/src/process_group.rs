use std::fs;
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, ChildStdout, Command};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};

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

    /// The processes of the group besides its leader, without those that have ended and were not yet taken note of.
    ///
    /// # Errors
    /// Where there is no Linux's `/proc` to read them from.
    pub fn others(&self) -> Result<Vec<u32>> {
        let mut others = Vec::new();
        for entry in fs::read_dir("/proc")?.flatten() {
            let Some(process) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
                continue;
            };
            // A process may end while one looks.
            let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
            if process != self.id() && living_in(&stat) == Some(self.id()) {
                others.push(process);
            }
        }
        Ok(others)
    }

    /// The memory that the processes of the group besides its leader take, each with its program's name: what each has for itself and
    /// its share of what it has together with others (PSS, in bytes; proc(5), `smaps_rollup`).
    ///
    /// # Errors
    /// As for [`Self::others`].
    pub fn memory_of_others(&self) -> Result<Vec<(String, u64)>> {
        let memory = |process: u32| {
            let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
            Some((program_of(process)?, proportional(&rollup)?))
        };
        Ok(self.others()?.into_iter().filter_map(memory).collect())
    }

    /// Kills all of the group but its leader, as the kernel does when memory runs out: nothing is dropped, nothing is told.
    ///
    /// # Errors
    /// As for [`Self::others`].
    pub fn kill_others(&self) -> Result<()> {
        Self::kill(&self.others()?);
        Ok(())
    }

    /// Those of the group that run a program of this name.
    ///
    /// # Errors
    /// As for [`Self::others`].
    pub fn named(&self, program: &str) -> Result<Vec<u32>> {
        let mut named = self.others()?;
        named.retain(|&process| program_of(process).is_some_and(|name| name == program));
        Ok(named)
    }

    /// Kills these, as the kernel does when memory runs out: nothing is dropped, nothing is told.
    pub fn kill(processes: &[u32]) {
        for process in processes {
            // One that has ended meanwhile is as wanted.
            let _ = Pid::from_raw(process.cast_signed()).map(|process| kill_process(process, Signal::KILL));
        }
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
        for _ in 0..STEPS {
            if self.others().is_ok_and(|others| others.is_empty()) {
                break;
            }
            thread::sleep(STEP);
        }
    }
}

/// The group a process lives in, from what `/proc` says of it; nothing if it has ended.
///
/// proc(5): its number, its program's name in parentheses, which may hold any character, its state, parent and group.
fn living_in(stat: &str) -> Option<u32> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace();
    let is_living = fields.next()? != "Z";
    let group = fields.nth(1)?.parse().ok()?;
    is_living.then_some(group)
}

/// The name of the program that a process runs; nothing if it has ended.
fn program_of(process: u32) -> Option<String> {
    let running = fs::read_link(format!("/proc/{process}/exe")).ok()?;
    Some(running.file_name()?.to_string_lossy().into_owned())
}

/// A process's share of memory, in bytes, from what `/proc` says in kibibytes.
fn proportional(rollup: &str) -> Option<u64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_of_memory_is_read_and_not_its_parts() {
        let rollup = "55-7f ---p 00000000 00:00 0   [rollup]\nRss:  9 kB\nPss:   5 kB\nPss_Dirty:   4 kB\n";
        assert_eq!(proportional(rollup), Some(5 * 1024));
        assert_eq!(proportional(""), None);
    }

    #[test]
    fn memory_is_told_by_program() {
        let mut command = Command::new("sh");
        let group = ProcessGroup::start(command.args(["-c", "sleep 600 & wait; :"])).unwrap();
        while group.named("sleep").unwrap().is_empty() {
            thread::sleep(STEP);
        }
        let memory = group.memory_of_others().unwrap();
        assert!(
            matches!(&memory[..], [(name, bytes)] if name == "sleep" && *bytes > 10_000),
            "{memory:?}"
        );
    }

    #[test]
    fn a_group_is_read_past_any_name_and_the_dead_are_passed_over() {
        assert_eq!(living_in("7 (a) b) S 1 42 42 0"), Some(42));
        assert_eq!(living_in("7 (a) Z 1 42 42 0"), None);
        assert_eq!(living_in(""), None);
    }

    #[test]
    fn all_but_the_leader_are_killed() {
        let mut command = Command::new("sh");
        let mut group =
            ProcessGroup::start(command.args(["-c", "sleep 600 & sleep 600 & wait; sleep 600; :"])).unwrap();
        while group.others().unwrap().len() < 2 {
            thread::sleep(STEP);
        }
        let others = group.others().unwrap();
        group.kill_others().unwrap();
        while group.others().unwrap().iter().any(|process| others.contains(process)) {
            thread::sleep(STEP);
        }
        assert!(!group.has_ended());
    }

    #[test]
    fn what_it_started_ends_with_it() {
        let mut command = Command::new("sh");
        let group = ProcessGroup::start(command.args(["-c", "(trap '' TERM; sleep 600; :) & sleep 600; :"])).unwrap();
        while group.others().unwrap().len() < 3 {
            thread::sleep(STEP);
        }
        let others = group.others().unwrap();
        drop(group);
        let stat = |process| fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        assert!(
            others.iter().all(|process| living_in(&stat(process)).is_none()),
            "{others:?}"
        );
    }
}
