//! Files that are open or being closed, so that the process does not exit under them.
//!
//! A connection that is dropped is closed in a thread of its own. SQLCipher (4.10) frees what it works with in a handler at
//! the process's exit, and where a file is being closed at that moment, both crash (seen in one of fifteen runs of a test that ended
//! so). What ends in order closes its files itself; this is for what does not, such as a test.

use std::sync::{Condvar, Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;

/// How long an exit waits for files that are still open. To close one takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(1);

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
    let _all_closed = CLOSED.wait_timeout_while(open(), PATIENCE, |open| *open > 0);
}

fn open() -> MutexGuard<'static, usize> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}
