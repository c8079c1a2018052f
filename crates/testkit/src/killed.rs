//! A process that is killed in the middle of a test, to see what it leaves behind.

use std::fs;
use std::io::{self, BufRead, BufReader};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, test_kill_process};

const READY: &str = "ready: ";

/// In the process to be killed: says what it has started, and waits for the end. Run by hand, it ends at once.
#[expect(clippy::unwrap_used, reason = "it is part of tests, which clippy does not see")]
pub fn wait_to_be_killed(started: &str) {
    println!("{READY}{started}");
    io::stdin().read_line(&mut String::new()).unwrap();
}

/// Runs one test of this crate in a process of its own until it says what it has started, which `look` is shown; then
/// kills it, as the kernel does when memory runs out: nothing is dropped, nothing is told.
#[expect(clippy::unwrap_used, reason = "it is part of tests, which clippy does not see")]
pub fn start_and_kill(test: &str, look: impl FnOnce(&str)) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    // The test harness has printed the test's name before it, on the same line.
    let started = lines
        .find_map(|line| Some(line.split_once(READY)?.1.to_owned()))
        .unwrap();
    look(&started);
    child.kill().unwrap();
    child.wait().unwrap();
    started
}

/// Whether a process is there and has not ended. One that has ended stays until its new parent takes note of it, which
/// in a container may be never.
pub fn is_alive(process: i32) -> bool {
    let is_there = Pid::from_raw(process).is_some_and(|pid| test_kill_process(pid).is_ok());
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    is_there && !stat.contains(") Z ")
}

/// Whether something comes true within half a minute.
pub fn soon(mut happens: impl FnMut() -> bool) -> bool {
    (0..600).any(|_| {
        thread::sleep(Duration::from_millis(50));
        happens()
    })
}
