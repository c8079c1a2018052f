use roster_domain::UserId;

use crate::desktop::Desktop;
use crate::view::{CommandError, Outcome, PendingEdit};

impl Desktop {
    /// Sends a pending user a new link, which ends the one before.
    pub async fn resend_invitation(&self, id: UserId) -> Result<Outcome, CommandError> {
        let session = self.session()?;
        self.submit(&session, PendingEdit::ResendInvitation { id }, None).await
    }
}
