use std::sync::Arc;

use roster_replica::Replica;

use crate::desktop::Desktop;
use crate::view::{CommandError, UserCounts};

impl Desktop {
    /// How many users there are in each list.
    pub async fn count_users(&self) -> Result<UserCounts, CommandError> {
        let look = |replica: Arc<Replica>| async move {
            // Ahead of the counts: what is counted once all are here is never too little.
            let complete = replica.is_complete().await?;
            Ok((complete, replica.counts().await?))
        };
        let (complete, counts) = self.session()?.read(look).await?;
        Ok(UserCounts {
            active: counts.active,
            pending: counts.pending,
            removed: counts.removed,
            complete,
        })
    }
}
