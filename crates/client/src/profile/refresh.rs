use std::sync::Arc;

use roster_contract::Me;

use crate::desktop::Desktop;
use crate::session::Session;
use crate::view::{CacheTag, StatusNotice};

impl Desktop {
    /// Takes in what the service says of who is signed in, and tells whoever shows it. Whether their rights are other ones
    /// now.
    pub(crate) async fn learn_who(&self, session: &Arc<Session>, me: Me) -> bool {
        let before = session.me();
        let rights_changed = session.has_other_rights(&me);
        if rights_changed {
            // First, so that it is not kept should the process end here.
            session.pending.forget_seen().await;
            self.pending_changed(session).await;
            // What was in conflict meets the record anew, with the rights as they are.
            session.sync.nudge();
        }
        if let Err(error) = session.replica().await.set_me(&me).await {
            tracing::warn!(%error, "who is signed in is not kept for the next start");
        }
        session.set_me(me.clone());
        self.settings.change(|settings| {
            if let Some(account) = settings.account_mut(session.account) {
                account.describe(&me);
            }
        });
        if rights_changed {
            // What is here was what they could see; the feed brings what they can see now.
            if let Err(error) = session.replica().await.wipe().await {
                tracing::error!(%error, "what one may no longer see could not be dropped");
                session.report_damage();
            }
            self.change_state(|state| state.notify(Some(session.account), Some(StatusNotice::RightsChanged)));
        }
        if before != me {
            if self.is_in_view(session) {
                self.tell_status();
            }
            let mut tags = vec![CacheTag::Me, CacheTag::Account, CacheTag::Status, CacheTag::Accounts];
            if rights_changed {
                // What may be done to others depends on them.
                tags.extend([CacheTag::Users, CacheTag::Administrators]);
            }
            self.invalidate_for(session, &tags);
        }
        rights_changed
    }
}
