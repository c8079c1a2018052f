use roster_domain::UserId;
use roster_replica::ReplicaError;

use super::row::Viewpoint;
use crate::desktop::Desktop;
use crate::session::Session;
use crate::view::{CommandError, UserRow};

impl Desktop {
    /// One user, if they are here.
    pub async fn user(&self, id: UserId) -> Result<Option<UserRow>, CommandError> {
        let session = self.session()?;
        self.get(&session, id)
            .await
            .map_err(|error| Self::unread(&session, error))
    }

    async fn get(&self, session: &Session, id: UserId) -> Result<Option<UserRow>, ReplicaError> {
        let replica = session.replica();
        let Some(user) = replica.user(id).await? else {
            return Ok(None);
        };
        Ok(Some(Viewpoint::of(self, session, &replica).await?.row(user)))
    }
}
