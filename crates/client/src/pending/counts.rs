use roster_domain::pending::PendingState;

use crate::desktop::Desktop;
use crate::session::Session;
use crate::view::{CacheTag, CommandError};

use super::submit::unread;

impl Desktop {
    /// How many changes the service has not decided or has refused, also while nothing of the account may be shown: signing out
    /// would lose them.
    pub async fn count_pending_changes(&self) -> Result<u32, CommandError> {
        let session = self.any_session()?;
        let changes = session.pending.shown().await.map_err(|error| unread(&session, error))?;
        Ok(u32::try_from(changes.len()).unwrap_or(u32::MAX))
    }

    /// After changes came, went or were decided: whoever shows them looks again.
    pub(crate) async fn pending_changed(&self, session: &Session) {
        let states: Vec<PendingState> = match session.pending.shown().await {
            Ok(changes) => changes.into_iter().map(|change| change.state).collect(),
            Err(error) => {
                tracing::warn!(%error, "how many changes are pending is not known");
                return;
            }
        };
        let count = |counts: fn(PendingState) -> bool| {
            let counted = states.iter().filter(|state| counts(**state)).count();
            u32::try_from(counted).unwrap_or(u32::MAX)
        };
        let undecided = count(PendingState::is_undecided);
        let attention = count(PendingState::needs_attention);
        self.say(session, |status| {
            status.pending_changes = undecided;
            status.attention = attention;
        });
        self.invalidate_for(session, &[CacheTag::PendingChanges, CacheTag::Users]);
    }
}
