use roster_domain::UserId;
use serde::{Deserialize, Serialize};

use crate::User;

/// `GET /changes`: what changed for this viewer since a cursor, each record once in its latest state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// In the order of revisions, deletions included.
    pub items: Vec<Change>,
    /// The revision of the account that this page reaches.
    pub revision: i64,
    /// Where to go on; opaque.
    pub cursor: String,
    pub has_more: bool,
    /// True: the cursor is of no use any more; drop what was synced and start again without one.
    pub reset: bool,
}

/// One record of the feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Change {
    pub revision: i64,
    #[serde(rename = "type")]
    pub kind: ChangeType,
    pub id: UserId,
    pub deleted: bool,
    /// Absent exactly when `deleted`.
    pub user: Option<User>,
}

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ChangeType {
    User,
}
