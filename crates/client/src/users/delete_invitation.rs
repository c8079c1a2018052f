use roster_domain::{UserId, delete_invitation};

use crate::desktop::Desktop;
use crate::view::CommandError;

impl Desktop {
    /// Deletes a pending invitation: its user is gone, or removed again if they once were restored.
    pub async fn delete_invitation(&self, id: UserId) -> Result<(), CommandError> {
        let session = self.session()?;
        self.delete(&session, id, delete_invitation).await.map(|_| ())
    }
}
