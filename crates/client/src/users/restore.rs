use crate::desktop::Desktop;
use crate::view::{CommandError, Outcome, PendingEdit, UserRestoration};

impl Desktop {
    /// Invites a removed user anew.
    pub async fn restore_user(&self, restoration: UserRestoration) -> Result<Outcome, CommandError> {
        let session = self.session()?;
        let UserRestoration { id, restore } = restoration;
        self.submit(&session, PendingEdit::Restore { id, restore }, None).await
    }
}
