use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// One who was closed a moment ago may still be letting its service finish.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(100);

/// Where the desktop keeps its data. It is this process's alone for as long as it is held.
#[derive(Debug)]
pub(crate) struct DataFolder {
    path: PathBuf,
    _lock: File,
}

/// Why the data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error("Roster is open already with this data folder")]
    InUse,
    #[error("the data folder cannot be used: {0}")]
    Io(#[from] io::Error),
}

impl DataFolder {
    /// Makes the folder, if there is none, and claims it; waits up to ten seconds for another process to leave it.
    pub fn claim(path: &Path) -> Result<Self, FolderError> {
        create_private(path)?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join("desktop.lock"))?;
        for _ in 0..TRIES {
            match lock.try_lock() {
                Ok(()) => {
                    return Ok(Self {
                        path: path.to_owned(),
                        _lock: lock,
                    });
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        Err(FolderError::InUse)
    }

    pub fn settings(&self) -> PathBuf {
        self.path.join("desktop.json")
    }

    /// What was seen of the accounts' audit logs.
    pub fn audit_heads(&self) -> PathBuf {
        self.path.join("audit-heads.json")
    }

    pub fn replica(&self) -> PathBuf {
        self.path.join("replica.db")
    }

    /// The service's own, when it runs on this computer.
    pub fn service(&self) -> PathBuf {
        self.path.join("service")
    }
}

/// For its owner's eyes only, where the system knows of owners.
fn create_private(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
