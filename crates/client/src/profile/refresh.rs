use std::sync::Arc;

use roster_contract::Me;

use crate::desktop::Desktop;
use crate::events::DesktopEvent;
use crate::session::Session;
use crate::view::{CacheTag, StatusNotice};

impl Desktop {
    /// Takes in what the service says of who is signed in, and tells whoever shows it. Whether their rights are other ones
    /// now.
    pub(crate) async fn learn_who(&self, session: &Arc<Session>, me: Me) -> bool {
        if let Err(error) = session.replica().await.set_me(&me).await {
            tracing::warn!(%error, "who is signed in is not kept for the next start");
        }
        let before = session.set_me(me.clone());
        let rights_changed = (before.user.role, &before.user.permissions) != (me.user.role, &me.user.permissions);
        if rights_changed {
            self.change_state(|state| state.notice = Some(StatusNotice::RightsChanged));
        }
        if before != me {
            self.tell_status();
            let mut tags = vec![CacheTag::Me, CacheTag::Account, CacheTag::Status];
            if rights_changed {
                // What may be done to others depends on them.
                tags.extend([CacheTag::Users, CacheTag::Administrators]);
            }
            self.tell(DesktopEvent::Invalidated(tags));
        }
        rights_changed
    }
}
