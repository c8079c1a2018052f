//! Tells event streams that an account changed.

use roster_domain::AccountId;
use tokio::sync::broadcast;

/// How many announcements a slow stream may miss before it is told to look for itself.
const BACKLOG: usize = 1024;

/// Something was committed in an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announcement {
    pub account: AccountId,
    /// The revision reached; absent when only sessions began or ended, and streams should see whether theirs goes on.
    pub revision: Option<i64>,
}

/// A broadcast of announcements within this process; fed by its own writes and by the database's news of others'.
#[derive(Debug, Clone)]
pub struct Revisions(broadcast::Sender<Announcement>);

impl Default for Revisions {
    fn default() -> Self {
        Self(broadcast::Sender::new(BACKLOG))
    }
}

impl Revisions {
    /// Announces a committed revision. That nobody listens is no fault.
    pub fn announce(&self, announcement: Announcement) {
        let _ = self.0.send(announcement);
    }

    /// Everything announced from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Announcement> {
        self.0.subscribe()
    }
}
