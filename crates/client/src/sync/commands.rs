use std::sync::Arc;

use tokio::sync::oneshot;

use crate::desktop::Desktop;
use crate::view::{CommandError, SyncStatus};

impl Desktop {
    /// How the copy compares to the service.
    pub fn sync_status(&self) -> Result<SyncStatus, CommandError> {
        Ok(*self.any_session()?.sync.status.borrow())
    }

    /// Lets the copy catch up now, and waits until it has.
    pub async fn sync_now(self: &Arc<Self>) -> Result<(), CommandError> {
        if !self.background {
            return self.sync_pass().await;
        }
        let session = self.any_session()?;
        let (request, outcome) = oneshot::channel();
        let ended = || CommandError::offline("One is not signed in any more.");
        session.sync.ask(request).await.map_err(|()| ended())?;
        outcome.await.map_err(|_| ended())?
    }
}
