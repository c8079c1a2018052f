use roster_domain::UserId;

use crate::desktop::Desktop;
use crate::view::{CommandError, Outcome, PendingEdit};

impl Desktop {
    /// Takes an active user's access away.
    pub async fn remove_user(&self, id: UserId) -> Result<Outcome, CommandError> {
        let session = self.session()?;
        self.submit(&session, PendingEdit::Remove { id }, None).await
    }
}
