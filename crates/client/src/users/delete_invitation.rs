use roster_domain::UserId;

use crate::desktop::Desktop;
use crate::view::{CommandError, Outcome, PendingEdit};

impl Desktop {
    /// Deletes a pending invitation: its user is gone, or removed again if they once were restored.
    pub async fn delete_invitation(&self, id: UserId) -> Result<Outcome, CommandError> {
        let session = self.session()?;
        self.submit(&session, PendingEdit::DeleteInvitation { id }, None).await
    }
}
