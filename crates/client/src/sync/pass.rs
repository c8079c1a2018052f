use std::sync::Arc;

use roster_replica::ReplicaError;

use super::SyncError;
use super::pull::pull;
use super::rebuild::{Cause, rebuild};
use super::send::send;
use crate::desktop::Desktop;
use crate::session::Session;
use crate::view::{CommandError, StatusNotice};

/// What follows from a pass that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    TryAgain,
    /// There is no session any more.
    End,
}

impl Desktop {
    /// Lets the copy catch up once, here and now.
    pub async fn sync_pass(self: &Arc<Self>) -> Result<(), CommandError> {
        let session = self.any_session()?;
        let Err(error) = pass(self, &session).await else {
            return Ok(());
        };
        if error.is_of_the_copy() {
            self.is_offline(&session, &error);
        }
        fell_behind(self, &session, &error).await;
        Err(CommandError::from(&error))
    }
}

/// Sends what waits, and makes the copy like the service, as it is now. That the service cannot do something now keeps
/// nothing else from the copy.
pub(super) async fn pass(desktop: &Arc<Desktop>, session: &Arc<Session>) -> Result<(), SyncError> {
    if session.is_damaged() {
        rebuild(desktop, session, Cause::Damaged).await?;
    }
    let sent = send(desktop, session).await;
    if let Err(error @ SyncError::Call(_)) = sent {
        return Err(error);
    }
    pull(desktop, session).await?;
    desktop.is_up_to_date(session);
    sent
}

/// Draws the consequences of an error.
pub(super) async fn fell_behind(desktop: &Desktop, session: &Arc<Session>, error: &SyncError) -> Then {
    if matches!(error, SyncError::Call(error) if error.ends_session()) {
        desktop.end_session(session, StatusNotice::SessionEnded).await;
        return Then::End;
    }
    if matches!(
        error,
        SyncError::Replica(ReplicaError::Damaged(_) | ReplicaError::Closed)
    ) {
        // Closed, because making it anew was interrupted.
        session.report_damage();
    }
    tracing::info!(%error, "the copy does not follow the service");
    Then::TryAgain
}
