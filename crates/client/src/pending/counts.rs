use roster_domain::pending::PendingState;

use crate::desktop::Desktop;
use crate::session::Session;
use crate::view::CacheTag;

impl Desktop {
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
