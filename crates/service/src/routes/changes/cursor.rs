//! How far a replica has read, with which rights, and in which history.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use roster_domain::{AccountId, Role};
use roster_store::Tx;
use roster_store::accounts::AccountRecord;
use roster_store::changes::ChangePlace;
use roster_store::users::UserRecord;
use roster_store::{StoreError, history};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A place in the feed of one account, for one kind of viewer. Opaque outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cursor {
    #[serde(rename = "a")]
    account: AccountId,
    #[serde(rename = "r")]
    role: Role,
    /// Whether the viewer is a billing manager.
    #[serde(rename = "b")]
    billing_manager: bool,
    #[serde(rename = "v")]
    revision: i64,
    /// The last record of that revision that was read.
    #[serde(rename = "i")]
    id: Uuid,
    /// The revision at which the replica was begun, empty: it has no need of deletions up to there.
    #[serde(rename = "s")]
    start: i64,
    /// Where the account stood when this was read, and the mark there: what was read belongs to that history.
    #[serde(rename = "h")]
    head: i64,
    #[serde(rename = "m")]
    mark: Option<String>,
}

impl Cursor {
    /// Before everything, for a replica that begins now.
    pub fn start(viewer: &UserRecord, account: &AccountRecord) -> Self {
        Self {
            account: account.id,
            role: viewer.role,
            billing_manager: viewer.billing_manager,
            revision: 0,
            id: Uuid::nil(),
            start: account.revision,
            head: account.revision,
            mark: account.mark.clone(),
        }
    }

    /// Reads what [`Self::to_text`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let json = URL_SAFE_NO_PAD.decode(text).ok()?;
        serde_json::from_slice(&json).ok()
    }

    pub fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).expect("a cursor is plain data"))
    }

    /// Whether what was read up to here still fits what this viewer sees of this account, and every deletion since is
    /// still known.
    pub fn goes_on_for(&self, viewer: &UserRecord, account: &AccountRecord) -> bool {
        let complete_to = self.revision.max(self.start);
        self.account == account.id
            && self.role == viewer.role
            && self.billing_manager == viewer.billing_manager
            && self.revision >= 0
            && complete_to <= self.head
            && self.head <= account.revision
            && complete_to >= account.oldest_cursor_revision
    }

    /// Whether the account has come to where it is now by way of where it was then. After a backup was restored it has not,
    /// even when new writes have long overtaken the revision.
    pub async fn is_of_this_history(&self, tx: &mut Tx) -> Result<bool, StoreError> {
        Ok(history::mark_at(tx, self.account, self.head).await? == self.mark)
    }

    pub fn place(&self) -> ChangePlace {
        ChangePlace {
            revision: self.revision,
            id: self.id,
        }
    }

    /// The revision up to which deletions do not concern the replica.
    pub fn no_deletions_to(&self) -> i64 {
        self.start
    }

    /// After one record, as read by one who starts now.
    #[must_use]
    pub fn at(self, place: ChangePlace, now: Self) -> Self {
        Self {
            revision: place.revision,
            id: place.id,
            start: self.start,
            ..now
        }
    }

    /// After everything there is for one who starts now.
    #[must_use]
    pub fn after_all(self, now: Self) -> Self {
        Self {
            revision: now.head,
            id: Uuid::max(),
            start: self.start,
            ..now
        }
    }
}
