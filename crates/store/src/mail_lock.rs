//! Whether this process is the only one that sends the mails of an SQLite file: by a lock on a file beside it, which the system
//! gives up with the process, however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Held as long as this process sends mails.
#[derive(Debug)]
pub struct MailLock {
    _file: File,
    /// Whether nobody else held it when it was taken.
    pub was_free: bool,
}

/// Takes the lock, shared with whoever else has it.
pub(crate) fn take(database: &Path) -> io::Result<MailLock> {
    let mut name = database.as_os_str().to_owned();
    name.push(".mail-lock");
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(PathBuf::from(name))?;
    let was_free = match file.try_lock() {
        Ok(()) => {
            // Two that start at the same moment may both take their turn here: what the first took back, the second may again.
            file.unlock()?;
            true
        }
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(error)) => return Err(error),
    };
    file.lock_shared()?;
    Ok(MailLock { _file: file, was_free })
}
