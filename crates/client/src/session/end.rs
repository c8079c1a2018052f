use std::sync::Arc;

use super::Session;
use crate::desktop::Desktop;
use crate::http::Call;
use crate::secrets;
use crate::view::{CacheTag, StatusNotice};

impl Desktop {
    /// Ends a session that the service has ended: this one, and no other. Its account stays known, so that one can sign in
    /// anew. Who has done so meanwhile stays signed in.
    pub(crate) async fn end_session(&self, session: &Arc<Session>, notice: StatusNotice) {
        let _passage = self.passage.lock().await;
        let notice = match notice {
            StatusNotice::SessionEnded if session.pending.outlive_session().await => {
                StatusNotice::SessionEndedChangesKept
            }
            notice => notice,
        };
        if !self.leave_session(session, Some(notice)).await {
            return;
        }
        if self.is_in_view(session) {
            self.tell_view();
        } else {
            self.invalidate(&[CacheTag::Accounts]);
        }
    }

    /// Leaves nothing of a session on this computer, but the changes that wait for the next one; whether it was still there
    /// to be left. The caller holds the passage.
    pub(super) async fn leave_session(&self, session: &Arc<Session>, notice: Option<StatusNotice>) -> bool {
        let was_there = self.change_state(|state| {
            let place = state.sessions.iter().position(|other| Arc::ptr_eq(other, session));
            if let Some(place) = place {
                state.sessions.remove(place);
                state.notify(Some(session.account), notice);
            }
            place.is_some()
        });
        if !was_there {
            return false;
        }
        session.ended.cancel();
        self.is_signed_out(session.account);
        session.pending.forget_seen().await;
        session.pending.store.close().await;
        session.replica().await.close().await;
        if let Err(error) = session.folder.erase_replica() {
            tracing::error!(%error, "the copy on this computer could not be deleted");
        }
        if session.is_kept() {
            secrets::forget_session(&self.keyring, &session.owner).await;
        }
        true
    }

    /// Lets the service know that a session is over, if it can be reached.
    pub(super) async fn say_farewell(&self, session: &Session) {
        let farewell = Call::delete("/sessions/current");
        match tokio::time::timeout(self.timing.farewell, session.api.call_for_nothing(&farewell)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the service did not hear of the sign-out"),
            Err(_) => tracing::warn!("the service did not hear of the sign-out in time"),
        }
    }
}
