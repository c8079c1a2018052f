use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use roster_domain::pending::{PendingAction, PendingState};
use roster_domain::sees_permissions;
use roster_replica::ReplicaError;
use roster_replica::pending::StoredChange;

use super::call::send;
use super::form::Form;
use crate::desktop::Desktop;
use crate::http::{CallError, Reach};
use crate::session::Session;
use crate::view::StatusNotice;

/// The service knows a key for 24 hours; a little less, since its clock is not this one.
const KEY_IS_KNOWN_FOR: SignedDuration = SignedDuration::from_hours(23);

/// Why not everything was sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Stopped {
    /// The service cannot be reached, or does not know the session.
    #[error(transparent)]
    Unreachable(CallError),
    /// The service answers that it cannot do it now.
    #[error("the service cannot do it now: {0}")]
    Busy(CallError),
    /// The changes cannot be read or written here.
    #[error(transparent)]
    Store(#[from] ReplicaError),
}

impl Desktop {
    /// Sends every change that waits, in the order in which they were made, one at a time. Stops where the service cannot be
    /// reached: nothing overtakes what was made before it.
    pub(crate) async fn send_waiting(&self, session: &Arc<Session>) -> Result<(), Stopped> {
        let _sending = session.pending.sending.lock().await;
        while let Some(change) = session.pending.store.first_to_send().await? {
            self.send_one(session, change, None).await?;
        }
        Ok(())
    }

    /// The same for someone who waits at a form: until theirs is decided, and for as long as they have patience.
    pub(super) async fn send_for(&self, session: &Arc<Session>, form: &Form) {
        let patience = self.timing.patience;
        let Ok(_sending) = tokio::time::timeout(patience, session.pending.sending.lock()).await else {
            return;
        };
        let until_decided = async {
            while !form.is_decided()
                && let Some(change) = session.pending.store.first_to_send().await?
            {
                self.send_one(session, change, Some(patience)).await?;
            }
            Ok::<(), Stopped>(())
        };
        if let Err(stopped) = until_decided.await {
            tracing::info!(%stopped, "a change stays pending");
            if let Stopped::Unreachable(error) = &stopped
                && error.ends_session()
            {
                self.end_session(session, StatusNotice::SessionEnded).await;
            }
        }
    }

    /// Sends one change and takes in what is answered. Between any two of its steps the process may end.
    async fn send_one(
        &self,
        session: &Arc<Session>,
        change: StoredChange,
        patience: Option<Duration>,
    ) -> Result<(), Stopped> {
        if self.is_to_be_looked_at(session, &change) {
            return self.look(session, &change).await;
        }
        let is_first_try = change.state == PendingState::Waiting;
        let after = session.replica().await.revision().await.ok();
        let store = &session.pending.store;
        let Some(change) = store.begin_sending(change.id, self.clock.now(), after).await? else {
            return Ok(());
        };
        let sent = async { send(&session.api, &change).await };
        let answer = match patience {
            Some(patience) => tokio::time::timeout(patience, sent)
                .await
                .unwrap_or_else(|_| Err(silent())),
            None => self.over_one_network(sent).await,
        };
        self.take_answer(session, &change, is_first_try, answer).await
    }

    /// Whether it is to be found out first if a change took effect, or what it would change: the service may have forgotten
    /// its key, or counts other versions for one who now sees more or less.
    fn is_to_be_looked_at(&self, session: &Session, change: &StoredChange) -> bool {
        let now = self.clock.now();
        let key_is_old = change.first_sent_at.is_some_and(|first| {
            let age = now.duration_since(first);
            // A clock that was turned back says nothing about how old it is.
            age > KEY_IS_KNOWN_FOR || age.is_negative()
        });
        let other_versions = change.seen.as_ref().is_some_and(|seen| {
            let subject = change.edit.subject();
            let visible = subject.is_some_and(|id| sees_permissions(&session.actor(), id));
            depends_on_version(change) && seen.permissions_visible != visible
        });
        key_is_old || other_versions
    }
}

fn depends_on_version(change: &StoredChange) -> bool {
    matches!(
        change.edit.action(),
        PendingAction::Update | PendingAction::Remove | PendingAction::DeleteInvitation
    )
}

fn silent() -> CallError {
    CallError::Unreachable {
        reason: "it does not answer in time".to_owned(),
        reach: Reach::Sent,
    }
}
