use crate::desktop::Desktop;
use crate::view::{CommandError, PendingChange};

use super::submit::unread;

impl Desktop {
    /// The changes that the service has not decided or has refused, in the order in which they were made.
    pub async fn list_pending_changes(&self) -> Result<Vec<PendingChange>, CommandError> {
        let session = self.session()?;
        let changes = session.pending.shown().await.map_err(|error| unread(&session, error))?;
        Ok(changes.into_iter().map(Into::into).collect())
    }
}
