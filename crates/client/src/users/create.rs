use roster_contract::CreateUser;

use crate::desktop::Desktop;
use crate::view::{CommandError, Outcome, PendingEdit};

impl Desktop {
    /// Invites a person.
    pub async fn create_user(&self, user: CreateUser) -> Result<Outcome, CommandError> {
        let session = self.session()?;
        self.submit(&session, PendingEdit::Create { user }, None).await
    }
}
