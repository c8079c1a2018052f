//! What is written beside a reply rather than before it.

use std::sync::Arc;

use tokio::sync::{OwnedRwLockReadGuard, RwLock};

/// The notes that are being written beside the replies: whoever reads the log, or closes the database, waits for them.
#[derive(Debug, Clone, Default)]
pub struct PendingNotes(Arc<RwLock<()>>);

impl PendingNotes {
    /// Begins a note, which is pending until what this gives is dropped.
    pub fn begin(&self) -> Option<OwnedRwLockReadGuard<()>> {
        self.0.clone().try_read_owned().ok()
    }

    /// Waits until everything begun before is written.
    pub async fn written(&self) {
        drop(self.0.write().await);
    }
}
