//! Changes that the service has not decided: every command on users is stored as one first, sent when the service can be
//! reached, and leaves when it is decided.
//!
//! `submit` is what a command does; `send` sends what waits, in order, one at a time; `answer`, `meet` and `look` are what
//! becomes of it.

mod answer;
mod call;
mod counts;
mod fields;
mod form;
mod list;
mod look;
mod meet;
mod open;
mod overlay;
mod permit;
mod present;
mod revise;
mod seen;
mod send;
mod submit;
mod withdraw;

use roster_replica::pending::{Lost, PendingStore};
use tokio::sync::Mutex;

use form::Forms;

use crate::view::StatusNotice;

pub(crate) use overlay::Overlay;
pub(crate) use seen::SeenRecords;
pub(crate) use send::Stopped;
pub(crate) use submit::unread;

/// A session's changes that the service has not decided.
#[derive(Debug)]
pub(crate) struct PendingChanges {
    pub store: PendingStore,
    /// The records that were shown, on which edits are based.
    pub seen: SeenRecords,
    /// What was stored once and could not be read any more.
    lost: Lost,
    /// The key of the store is in the keyring.
    kept: bool,
    /// Held by whoever sends, so that changes arrive in their order and none twice at once.
    sending: Mutex<()>,
    forms: Forms,
}

impl PendingChanges {
    fn new(store: PendingStore, lost: Lost, kept: bool) -> Self {
        Self {
            store,
            lost,
            kept,
            seen: SeenRecords::default(),
            sending: Mutex::default(),
            forms: Forms::default(),
        }
    }

    /// What to say of changes that were lost, if any were.
    pub fn notice(&self) -> Option<StatusNotice> {
        (self.lost != Lost::Nothing).then_some(StatusNotice::PendingChangesLost)
    }

    /// How many changes were lost, where that is known.
    pub fn how_many_lost(&self) -> Option<u32> {
        match self.lost {
            Lost::Known(lost) => Some(lost),
            Lost::Nothing | Lost::Unknown => None,
        }
    }

    /// Whether there are changes that will be there when one signs in again.
    pub async fn outlive_session(&self) -> bool {
        self.kept && self.store.list().await.is_ok_and(|changes| !changes.is_empty())
    }

    /// Forgets what was seen of others, which one may not be allowed to see any more. What was typed stays.
    pub async fn forget_seen(&self) {
        self.seen.forget();
        if let Err(error) = self.store.forget_seen().await {
            tracing::error!(%error, "what was seen of others is still stored with the pending changes");
        }
    }
}
