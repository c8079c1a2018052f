use roster_domain::PendingChangeId;
use roster_replica::pending::Withdrawn;

use super::submit::unread;
use crate::desktop::Desktop;
use crate::view::{CommandError, DesktopProblem, PendingChange};

impl Desktop {
    /// Takes back a change of which the service has not heard, or drops one that it refused. Gives what it was.
    pub async fn withdraw_pending_change(&self, id: PendingChangeId) -> Result<PendingChange, CommandError> {
        let session = self.session()?;
        let withdrawn = session
            .pending
            .store
            .withdraw(id)
            .await
            .map_err(|error| unread(&session, error))?;
        self.pending_changed(&session).await;
        match withdrawn {
            Withdrawn::Gone(change) => Ok((*change).into()),
            Withdrawn::AlreadySent => Err(already_sent()),
            Withdrawn::NotThere => Err(not_there()),
        }
    }
}

pub(super) fn already_sent() -> CommandError {
    let detail = "The service may have this change already. As soon as it can be reached, it says what became of it.";
    CommandError::desktop(DesktopProblem::AlreadySent, detail)
}

pub(super) fn not_there() -> CommandError {
    let detail = "This change was decided or withdrawn meanwhile. The list shows how things are now.";
    CommandError::desktop(DesktopProblem::NoSuchPendingChange, detail)
}
