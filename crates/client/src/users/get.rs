use std::sync::Arc;

use roster_domain::UserId;
use roster_replica::Replica;

use super::row::Viewpoint;
use crate::desktop::Desktop;
use crate::view::{CommandError, UserRow};

impl Desktop {
    /// One user, if they are here.
    pub async fn user(&self, id: UserId) -> Result<Option<UserRow>, CommandError> {
        let session = self.session()?;
        let session = &session;
        let look = |replica: Arc<Replica>| async move {
            let Some(user) = replica.user(id).await? else {
                return Ok(None);
            };
            Ok(Some(Viewpoint::of(self, session, &replica).await?.row(user)))
        };
        session.read(look).await
    }
}
