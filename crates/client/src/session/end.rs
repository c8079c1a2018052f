use std::sync::Arc;

use super::Session;
use crate::desktop::Desktop;
use crate::secrets::{self, Owner};
use crate::server::Server;
use crate::view::{CacheTag, StatusNotice};

impl Desktop {
    /// Ends a session that the service has ended. Who is signed in anew meanwhile stays so.
    pub(crate) async fn end_session(&self, session: &Arc<Session>, notice: StatusNotice) {
        let _passage = self.passage.lock().await;
        self.leave_session(session, Some(notice)).await;
    }

    /// Forgets a session that was not restored: its token is of no use to anyone else.
    pub(crate) async fn forget_former_session(&self, server: &Server) {
        let settings = self.settings.get();
        if let Some(user) = settings.signed_in_as {
            secrets::forget(&self.keyring, &Owner::new(settings.installation, server, user)).await;
            self.settings.change(|settings| settings.signed_in_as = None);
        }
        self.erase_replica_files();
    }

    /// Leaves nothing of a session on this computer. The caller holds the passage.
    pub(super) async fn leave_session(&self, session: &Arc<Session>, notice: Option<StatusNotice>) {
        let was_it = self.change_state(|state| {
            let was_it = state.session.take_if(|current| Arc::ptr_eq(current, session)).is_some();
            if was_it {
                state.notice = notice;
            }
            was_it
        });
        if !was_it {
            return;
        }
        session.ended.cancel();
        self.settings.change(|settings| settings.signed_in_as = None);
        session.replica().await.close().await;
        self.erase_replica_files();
        if session.is_kept() {
            secrets::forget(&self.keyring, &session.owner).await;
        }
        self.tell_status();
        self.invalidate(&CacheTag::ALL);
    }
}
