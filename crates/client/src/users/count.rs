use crate::desktop::Desktop;
use crate::view::{CommandError, UserCounts};

impl Desktop {
    /// How many users there are in each list.
    pub async fn count_users(&self) -> Result<UserCounts, CommandError> {
        let session = self.session()?;
        let counts = session
            .replica()
            .counts()
            .await
            .map_err(|error| Self::unread(&session, error))?;
        Ok(UserCounts {
            active: counts.active,
            pending: counts.pending,
            removed: counts.removed,
        })
    }
}
