//! What is said of the sync.

use roster_contract::UtcTime;

use super::SyncError;
use crate::desktop::Desktop;
use crate::events::DesktopEvent;
use crate::session::Session;
use crate::view::{CacheTag, SyncProgress, SyncState, SyncStatus};

impl Desktop {
    /// The service has answered that the session counts.
    pub(super) fn in_contact(&self, session: &Session) {
        let clock = self.clock.now();
        let now = UtcTime::from(clock);
        // Told along with the next change of anything else: by itself it is news to nobody.
        session
            .sync
            .status
            .send_modify(|status| status.last_contact = Some(now));
        let ahead = session.api.service_clock().ahead().as_secs();
        let ahead = i32::try_from(ahead).unwrap_or_default();
        if session.sync.status.borrow().service_ahead_seconds != ahead {
            self.remember_clock(session, ahead);
            self.say(session, |status| status.service_ahead_seconds = ahead);
            // Which invitations have expired is told by that clock.
            self.invalidate_for(session, &[CacheTag::Users]);
        }
        session.renew_term(clock);
        self.look_at_clock(session);
    }

    fn remember_clock(&self, session: &Session, ahead: i32) {
        self.settings.change(|settings| {
            if let Some(account) = settings.account_mut(session.account) {
                account.service_ahead_seconds = ahead;
            }
        });
    }

    pub(super) fn is_up_to_date(&self, session: &Session) {
        self.say(session, |status| {
            status.state = SyncState::UpToDate;
            status.progress = None;
            status.trouble = None;
        });
    }

    pub(super) fn is_syncing(&self, session: &Session, progress: Option<SyncProgress>) {
        self.say(session, |status| {
            status.state = SyncState::Syncing;
            status.progress = progress;
            status.trouble = None;
        });
    }

    pub(super) fn is_offline(&self, session: &Session, error: &SyncError) {
        // A first copy stays where it has come to.
        self.say(session, |status| {
            status.state = SyncState::Offline;
            status.trouble = error.trouble();
        });
    }

    pub(crate) fn say(&self, session: &Session, change: impl FnOnce(&mut SyncStatus)) {
        let mut moved_on = false;
        let changed = session.sync.status.send_if_modified(|status| {
            let before = *status;
            change(status);
            moved_on = without_progress(*status) != without_progress(before);
            *status != before
        });
        if changed && !session.ended.is_cancelled() && self.is_in_view(session) {
            self.tell(DesktopEvent::SyncChanged(*session.sync.status.borrow()));
        }
        if moved_on {
            self.invalidate(&[CacheTag::Accounts]);
        }
    }
}

/// What the list of accounts shows: not each step of a long way.
fn without_progress(status: SyncStatus) -> SyncStatus {
    SyncStatus {
        progress: None,
        last_contact: None,
        ..status
    }
}
