//! How far a replica has read, and with which rights.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use roster_domain::{AccountId, Role};
use roster_store::accounts::AccountRecord;
use roster_store::changes::ChangePlace;
use roster_store::users::UserRecord;
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
            && complete_to <= account.revision
            && complete_to >= account.oldest_cursor_revision
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

    /// After one record.
    #[must_use]
    pub fn at(self, place: ChangePlace) -> Self {
        Self {
            revision: place.revision,
            id: place.id,
            ..self
        }
    }

    /// After everything of a revision.
    #[must_use]
    pub fn after(self, revision: i64) -> Self {
        Self {
            revision,
            id: Uuid::max(),
            ..self
        }
    }
}
