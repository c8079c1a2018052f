//! What is said of the sync.

use roster_contract::UtcTime;

use crate::desktop::Desktop;
use crate::events::DesktopEvent;
use crate::session::Session;
use crate::view::{SyncProgress, SyncState, SyncStatus};

impl Desktop {
    /// The service has answered.
    pub(super) fn in_contact(&self, session: &Session) {
        let now = UtcTime::from(self.clock.now());
        // Told along with the next change of anything else: by itself it is news to nobody.
        session
            .sync
            .status
            .send_modify(|status| status.last_contact = Some(now));
    }

    pub(super) fn is_up_to_date(&self, session: &Session) {
        self.say(session, |status| {
            status.state = SyncState::UpToDate;
            status.progress = None;
        });
    }

    pub(super) fn is_syncing(&self, session: &Session, progress: Option<SyncProgress>) {
        self.say(session, |status| {
            status.state = SyncState::Syncing;
            status.progress = progress;
        });
    }

    pub(super) fn is_offline(&self, session: &Session) {
        self.say(session, |status| {
            status.state = SyncState::Offline;
            status.progress = None;
        });
    }

    fn say(&self, session: &Session, change: impl FnOnce(&mut SyncStatus)) {
        let changed = session.sync.status.send_if_modified(|status| {
            let before = *status;
            change(status);
            *status != before
        });
        if changed && !session.ended.is_cancelled() {
            self.tell(DesktopEvent::SyncChanged(*session.sync.status.borrow()));
        }
    }
}
