use std::sync::Arc;

use roster_contract::User;
use roster_domain::UserId;
use roster_domain::pending::PendingAction;
use roster_replica::pending::Withdrawn;

use super::row::take_in;
use crate::desktop::Desktop;
use crate::http::{Call, user_path};
use crate::pending::unread;
use crate::session::Session;
use crate::view::{CommandError, RemovalUndone};

impl Desktop {
    /// Undoes a removal that one has just made: one that still waits here is withdrawn, any other the service undoes, for as long
    /// as it does so. Never stored to be sent later: by then it would be too late.
    pub async fn undo_removal(&self, id: UserId) -> Result<RemovalUndone, CommandError> {
        let session = self.session()?;
        if self.withdraw_removal(&session, id).await? {
            return Ok(RemovalUndone::Withdrawn);
        }
        let call = Call::post(format!("{}/undo-removal", user_path(id))).idempotent(self.command_key());
        let user: User = self.call(&session, &call).await?;
        let row = take_in(self, &session, user).await;
        Ok(RemovalUndone::Undone { row: Box::new(row) })
    }

    /// Whether there was a removal of this user that the service has not heard of; it is gone now.
    async fn withdraw_removal(&self, session: &Arc<Session>, id: UserId) -> Result<bool, CommandError> {
        let store = &session.pending.store;
        let waiting = store.list().await.map_err(|error| unread(session, error))?;
        let removal = waiting
            .into_iter()
            .find(|change| change.edit.subject() == Some(id) && change.edit.action() == PendingAction::Remove);
        let Some(removal) = removal else {
            return Ok(false);
        };
        let withdrawn = store
            .withdraw(removal.id)
            .await
            .map_err(|error| unread(session, error))?;
        self.pending_changed(session).await;
        Ok(matches!(withdrawn, Withdrawn::Gone(_)))
    }
}
