use jiff::Timestamp;
use roster_contract::{CreateUser, Problem, RestoreUser, UpdateUser};
use roster_domain::pending::{EditableFields, PendingAction, PendingState};
use roster_domain::{PendingChangeId, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a change asks for, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "action", rename_all = "camelCase")]
pub enum PendingEdit {
    Create { user: CreateUser },
    Update { id: UserId, changes: UpdateUser },
    Remove { id: UserId },
    Restore { id: UserId, restore: RestoreUser },
    ResendInvitation { id: UserId },
    DeleteInvitation { id: UserId },
}

impl PendingEdit {
    pub fn action(&self) -> PendingAction {
        match self {
            Self::Create { .. } => PendingAction::Create,
            Self::Update { .. } => PendingAction::Update,
            Self::Remove { .. } => PendingAction::Remove,
            Self::Restore { .. } => PendingAction::Restore,
            Self::ResendInvitation { .. } => PendingAction::ResendInvitation,
            Self::DeleteInvitation { .. } => PendingAction::DeleteInvitation,
        }
    }

    /// Whom it is about; nobody yet for a creation.
    pub fn subject(&self) -> Option<UserId> {
        match self {
            Self::Create { .. } => None,
            Self::Update { id, .. }
            | Self::Remove { id }
            | Self::Restore { id, .. }
            | Self::ResendInvitation { id }
            | Self::DeleteInvitation { id } => Some(*id),
        }
    }
}

/// A record as someone saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// Counts the edits that they could see.
    pub version: i64,
    /// Whether they could see the permissions, on which the version depends.
    pub permissions_visible: bool,
    /// Absent where they do not matter or had to be forgotten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<EditableFields>,
}

/// A change as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredChange {
    pub id: PendingChangeId,
    pub made_at: Timestamp,
    pub state: PendingState,
    pub edit: PendingEdit,
    /// Whom it is about, as they were called when it was made.
    pub subject_name: String,
    pub subject_email: Option<String>,
    /// The record it is based on; absent for a creation.
    pub seen: Option<Seen>,
    /// The record it conflicts with: present exactly in [`PendingState::Conflict`].
    pub theirs: Option<Seen>,
    /// The service does it once under this key.
    pub idempotency_key: Uuid,
    /// When it was first sent under this key.
    pub first_sent_at: Option<Timestamp>,
    /// The account's revision that the copy had reached then.
    pub first_sent_after: Option<i64>,
    /// How often the service failed at it, or found the record changed again.
    pub tries: u32,
    /// Why it was refused: present exactly in [`PendingState::Refused`].
    pub problem: Option<Problem>,
}

impl StoredChange {
    /// A new one, of which the service has not heard.
    pub fn new(
        id: PendingChangeId,
        made_at: Timestamp,
        edit: PendingEdit,
        subject_name: String,
        idempotency_key: Uuid,
    ) -> Self {
        Self {
            id,
            made_at,
            state: PendingState::Waiting,
            edit,
            subject_name,
            subject_email: None,
            seen: None,
            theirs: None,
            idempotency_key,
            first_sent_at: None,
            first_sent_after: None,
            tries: 0,
            problem: None,
        }
    }
}
