use roster_contract::UtcTime;
use roster_domain::PendingChangeId;
use roster_domain::pending::{EditField, EditableFields, PendingAction, PendingState};
use roster_replica::pending::PendingEdit;
use serde::Serialize;

use super::{CommandError, UserRow};

/// A change that the service has not decided, or has refused.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PendingChange {
    pub id: PendingChangeId,
    pub made_at: UtcTime,
    pub state: PendingState,
    /// What is asked for, as it was typed.
    pub edit: PendingEdit,
    /// Whom it is about, as they were called when it was made.
    pub subject_name: String,
    /// What they sign in with; absent where it had to be forgotten.
    pub subject_email: Option<String>,
    /// Why it was refused: present exactly in state `refused`.
    pub problem: Option<CommandError>,
    /// What to choose between: present exactly in state `conflict`.
    pub conflict: Option<EditConflict>,
}

/// An edit of fields that others changed meanwhile, to something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct EditConflict {
    /// Those to choose for.
    pub fields: Vec<EditField>,
    /// What was seen while editing; the same as `theirs` where that had to be forgotten.
    pub base: EditableFields,
    /// What was typed, and what was seen elsewhere.
    pub mine: EditableFields,
    /// What there is now.
    pub theirs: EditableFields,
}

/// What became of a command.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Outcome {
    /// It is in force. The row is absent where there is none any more.
    Done { row: Option<Box<UserRow>> },
    /// It is stored on this computer, and is sent once the service can be reached.
    Pending { change: Box<PendingChange> },
}

/// That a row has a change which is not in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct PendingMark {
    pub id: PendingChangeId,
    pub action: PendingAction,
    pub state: PendingState,
}
