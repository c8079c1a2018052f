//! Files that are open or being closed, so that the process does not exit under them.
//!
//! A connection that is dropped is closed in a thread of its own. SQLCipher (4.10) frees what it works with in a handler at
//! the process's exit, and where a file is being closed at that moment, both crash (seen in one of fifteen runs of a test that ended
//! so). What ends in order closes its files itself; this is for what does not, such as a test.
//!
//! A thread that ends gives back what OpenSSL keeps for each, which the handlers at the exit are taking down as well (a double
//! free in one of five hundred runs). So the threads are waited for, too, where it is known how to see them.

use std::sync::{Condvar, Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;

/// How long an exit waits for files that are still open. To close one takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(1);
/// For a thread that has closed its file to end: how often that is looked at, and how many times.
const LOOK_AGAIN: Duration = Duration::from_millis(2);
const LOOKS: usize = 250;
/// What sqlx calls these threads, as far as Linux remembers a thread's name.
const THREAD: &str = "sqlx-sqlite-wor";

static OPEN: Mutex<usize> = Mutex::new(0);
static CLOSED: Condvar = Condvar::new();
static AT_EXIT: Once = Once::new();

/// Kept by each connection to a file until it is closed.
#[derive(Debug)]
pub(crate) struct KeptOpen(());

impl KeptOpen {
    pub fn new() -> Self {
        *open() += 1;
        Self(())
    }
}

impl Drop for KeptOpen {
    fn drop(&mut self) {
        *open() -= 1;
        CLOSED.notify_all();
    }
}

/// Has the process wait at its exit, once in its life. To be called when the first file is open: what is registered last is run
/// first, and SQLCipher has registered its own by then.
pub(crate) fn wait_at_exit() {
    AT_EXIT.call_once(|| {
        if !roster_at_exit::at_exit(wait) {
            tracing::warn!("the process will not wait for files that are still open when it exits");
        }
    });
}

extern "C" fn wait() {
    let closed = CLOSED.wait_timeout_while(open(), PATIENCE, |open| *open > 0);
    drop(closed);
    for _ in 0..LOOKS {
        if !threads_are_left() {
            return;
        }
        std::thread::sleep(LOOK_AGAIN);
    }
}

/// Whether a thread is left that has, or had, a file. Only Linux tells.
fn threads_are_left() -> bool {
    let Ok(threads) = std::fs::read_dir("/proc/self/task") else {
        return false;
    };
    threads.flatten().any(|thread| {
        let name = std::fs::read_to_string(thread.path().join("comm"));
        name.is_ok_and(|name| name.trim_end() == THREAD)
    })
}

fn open() -> MutexGuard<'static, usize> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}
