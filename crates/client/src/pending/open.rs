use std::path::{Path, PathBuf};

use roster_replica::pending::{Lost, Opened, PendingStore};
use roster_replica::{OpenError, ReplicaKey};

use super::PendingChanges;
use crate::desktop::Desktop;
use crate::secrets::{self, Owner};

impl Desktop {
    /// Opens the changes that wait for someone who signs in or is signed in still. What cannot be read any more is set
    /// aside, and is said to be lost.
    pub(crate) async fn open_pending(&self, owner: &Owner, path: &Path) -> Result<PendingChanges, OpenError> {
        let now = self.clock.now();
        let given_up = |path: &Path| PendingStore::give_up(path, now).map_err(|error| OpenError::Io(error.into()));
        let kept = secrets::read_pending_key(&self.keyring, owner).await;
        // Its key was in memory only.
        let lost_before = given_up(&unkept(path))?;
        let (path, key, lost_key, kept) = match self.heard_of_keyring(kept) {
            Some(Some(key)) => (path.to_owned(), key, Lost::Nothing, true),
            Some(None) => {
                let lost = given_up(path)?;
                let key = ReplicaKey::generate(self.random.as_ref());
                let kept = secrets::keep_pending_key(&self.keyring, owner, &key).await;
                (path.to_owned(), key, lost, self.heard_of_keyring(kept).is_some())
            }
            // What is stored under a key that cannot be reached now is left for when it can.
            None => {
                let key = ReplicaKey::generate(self.random.as_ref());
                (unkept(path), key, Lost::Nothing, false)
            }
        };
        let Opened { store, lost } = PendingStore::open_or_replace(&path, &key, now).await?;
        Ok(PendingChanges::new(store, lost.and(lost_key).and(lost_before), kept))
    }
}

/// Where changes are stored under a key that the keyring does not keep.
fn unkept(path: &Path) -> PathBuf {
    path.with_extension("unkept.db")
}
