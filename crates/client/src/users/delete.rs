use std::sync::Arc;

use roster_contract::{ProblemCode, User};
use roster_domain::{Actor, Denial, Subject, UserId};
use roster_replica::Replica;

use super::row::{changed, subject, take_in};
use crate::desktop::Desktop;
use crate::http::{Call, user_path};
use crate::session::Session;
use crate::view::{CommandError, UserRow};

impl Desktop {
    /// Deletes what is at a user's address, if `rule` allows it of the record here: an access, or an invitation. The
    /// version goes with it, so that an invitation accepted at this very moment is not taken for one still pending.
    ///
    /// Gives what is there afterwards: a removed user, or nobody.
    pub(super) async fn delete(
        &self,
        session: &Arc<Session>,
        id: UserId,
        rule: fn(&Actor, &Subject) -> Result<(), Denial>,
    ) -> Result<Option<UserRow>, CommandError> {
        let known = session
            .read(|replica: Arc<Replica>| async move { replica.user(id).await })
            .await?;
        if let Some(user) = &known {
            rule(&session.actor(), &subject(user)).map_err(|denial| CommandError::problem(denial.into(), None))?;
        }
        let call = Call::delete(user_path(id))
            .if_match(known.map(|user| user.version))
            .idempotent(self.command_key());
        self.call_for_nothing(session, &call).await?;
        self.look_what_is_left(session, id).await
    }

    async fn look_what_is_left(&self, session: &Arc<Session>, id: UserId) -> Result<Option<UserRow>, CommandError> {
        match self.call::<User>(session, &Call::get(user_path(id))).await {
            Ok(user) => Ok(Some(take_in(self, session, user).await)),
            Err(error) if error.code == Some(ProblemCode::NotFound) => {
                if let Err(error) = session.replica().await.take_out(id).await {
                    tracing::warn!(%error, "a deleted user was not taken out");
                }
                changed(self, session);
                Ok(None)
            }
            Err(error) => {
                // It is done, and the feed will say so.
                changed(self, session);
                Err(error)
            }
        }
    }
}
