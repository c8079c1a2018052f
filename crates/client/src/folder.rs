use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use roster_replica::erase_files;

use crate::view::AccountKey;

/// One who was closed a moment ago may still be letting its service finish.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(100);

/// Where the desktop keeps its data. It is this process's alone for as long as it is held.
#[derive(Debug)]
pub(crate) struct DataFolder {
    layout: Layout,
    _lock: File,
}

/// Where each thing is in the data folder, whoever holds it.
#[derive(Debug)]
pub(crate) struct Layout {
    path: PathBuf,
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
        let layout = Layout::of(path);
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(layout.lock())?;
        for _ in 0..TRIES {
            match lock.try_lock() {
                Ok(()) => return Ok(Self { layout, _lock: lock }),
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        Err(FolderError::InUse)
    }

    pub fn settings(&self) -> PathBuf {
        self.layout.settings()
    }

    /// What was seen of the accounts' audit logs.
    pub fn audit_heads(&self) -> PathBuf {
        self.layout.path.join("audit-heads.json")
    }

    /// What belongs to one account.
    pub fn account(&self, key: AccountKey) -> AccountFolder {
        self.layout.account(key)
    }

    /// Deletes copies that are no account's: of one that was left while its files could not be deleted, or of a version
    /// that knew but one.
    pub fn erase_strays(&self, known: impl Iterator<Item = AccountKey>) -> io::Result<()> {
        erase_files(&self.layout.path.join("replica.db"))?;
        let known: Vec<AccountFolder> = known.map(|key| self.account(key)).collect();
        let folders = match std::fs::read_dir(self.layout.accounts()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            folders => folders?,
        };
        for folder in folders {
            let folder = AccountFolder { path: folder?.path() };
            if !known.contains(&folder) {
                folder.erase_replica()?;
                // With changes in it that wait for a decision, it stays.
                let _ = std::fs::remove_dir(folder.path);
            }
        }
        Ok(())
    }

    /// The service's own, when it runs on this computer.
    pub fn service(&self) -> PathBuf {
        self.layout.service()
    }

    /// Whether the service has run on this computer, so that something may be kept here.
    pub fn has_service(&self) -> bool {
        self.service().is_dir()
    }
}

impl Layout {
    pub fn of(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Locked for as long as the folder is held.
    pub fn lock(&self) -> PathBuf {
        self.path.join("desktop.lock")
    }

    pub fn settings(&self) -> PathBuf {
        self.path.join("desktop.json")
    }

    /// What belongs to one account.
    pub fn account(&self, key: AccountKey) -> AccountFolder {
        AccountFolder {
            path: self.accounts().join(key.to_string()),
        }
    }

    /// The service's own, when it runs on this computer.
    pub fn service(&self) -> PathBuf {
        self.path.join("service")
    }

    fn accounts(&self) -> PathBuf {
        self.path.join("accounts")
    }
}

/// Where one account's files are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AccountFolder {
    path: PathBuf,
}

impl AccountFolder {
    /// Makes the folder, if there is none.
    pub fn create(&self) -> io::Result<()> {
        create_private(&self.path)
    }

    /// The copy of what the service holds.
    pub fn replica(&self) -> PathBuf {
        self.path.join("replica.db")
    }

    /// A copy under a key that the keyring does not keep, beside one whose key is in a keyring that is locked.
    pub fn unkept_replica(&self) -> PathBuf {
        self.path.join("replica.unkept.db")
    }

    /// The changes that the service has not decided yet.
    pub fn pending(&self) -> PathBuf {
        self.path.join("pending.db")
    }

    /// Deletes the copy, with all that was ever set aside of it.
    pub fn erase_replica(&self) -> io::Result<()> {
        self.erase_unkept_replica()?;
        erase_files(&self.replica())
    }

    /// Deletes a copy whose key was in memory only.
    pub fn erase_unkept_replica(&self) -> io::Result<()> {
        erase_files(&self.unkept_replica())
    }

    /// Deletes everything.
    pub fn erase(&self) -> io::Result<()> {
        match std::fs::remove_dir_all(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            outcome => outcome,
        }
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
