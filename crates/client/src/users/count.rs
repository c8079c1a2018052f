use std::sync::Arc;

use roster_replica::Replica;

use crate::desktop::Desktop;
use crate::view::{CommandError, UserCounts};

impl Desktop {
    /// How many users there are in each list.
    pub async fn count_users(&self) -> Result<UserCounts, CommandError> {
        let counts = self
            .session()?
            .read(|replica: Arc<Replica>| async move { replica.counts().await })
            .await?;
        Ok(UserCounts {
            active: counts.active,
            pending: counts.pending,
            removed: counts.removed,
        })
    }
}
