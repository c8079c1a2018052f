use roster_contract::{FieldProblem, Problem, ProblemCode};
use serde::Serialize;

use super::UserRow;

/// Why a command was not done, as the UI is told.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CommandError {
    pub kind: CommandErrorKind,
    /// Present exactly with kind `problem`: the service's own code.
    pub code: Option<ProblemCode>,
    /// Present exactly with kind `desktop`.
    pub desktop_code: Option<DesktopProblem>,
    /// In English: what happened, and what to do.
    pub detail: String,
    /// What is wrong with each field of the form.
    pub errors: Vec<FieldProblem>,
    /// The record as it is now, when it changed while it was being edited.
    pub current: Option<Box<UserRow>>,
}

/// Who refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum CommandErrorKind {
    /// The service, which decides.
    Problem,
    /// Nobody: the service could not be reached.
    Offline,
    /// The desktop itself.
    Desktop,
}

/// What can go wrong on this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum DesktopProblem {
    /// The keyring is there and did not open in time.
    KeyringLocked,
    /// There is no keyring.
    KeyringUnavailable,
    /// Something answers at the address, and it is not Roster.
    NotRoster,
    /// The text is no address.
    InvalidAddress,
    /// The address would send passwords over the network in the clear.
    InsecureAddress,
    /// The database on this computer was written by a newer Roster.
    DatabaseNewer,
    /// The database on this computer cannot be read.
    DatabaseUnreadable,
    /// The database on this computer is missing or empty, though what belongs to it is there; the detail is its file.
    DatabaseLost,
    /// The encrypted copy cannot be read or written.
    ReplicaUnreadable,
    /// The service may have heard of the change, which can no longer be withdrawn or revised.
    AlreadySent,
    /// The change was decided or withdrawn meanwhile.
    NoSuchPendingChange,
    /// The service has not answered for so long that nothing is shown before it does.
    OfflineTooLong,
    /// The computer's clock shows less than it once did: nothing is shown before the service has answered.
    ClockTurnedBack,
    /// The organisation that looks after this computer does not allow it.
    ForbiddenByPolicy,
    /// Anything else; the log says what.
    Internal,
}

impl CommandError {
    /// What went wrong on this computer, in English.
    pub fn desktop(code: DesktopProblem, detail: impl Into<String>) -> Self {
        Self {
            desktop_code: Some(code),
            ..Self::of(CommandErrorKind::Desktop, detail.into())
        }
    }

    pub(crate) fn offline(detail: impl Into<String>) -> Self {
        Self::of(CommandErrorKind::Offline, detail.into())
    }

    pub(crate) fn problem(problem: Problem, current: Option<UserRow>) -> Self {
        Self {
            code: Some(problem.code),
            errors: problem.errors,
            current: current.map(Box::new),
            ..Self::of(CommandErrorKind::Problem, problem.detail)
        }
    }

    fn of(kind: CommandErrorKind, detail: String) -> Self {
        Self {
            kind,
            code: None,
            desktop_code: None,
            detail,
            errors: Vec::new(),
            current: None,
        }
    }
}
