use roster_domain::pending::PendingState;
use roster_replica::pending::{PendingEdit, StoredChange};

use super::fields::edited;
use super::meet::contested;
use crate::view::{CommandError, EditConflict, PendingChange, PendingMark};

/// A stored change as it is shown.
impl From<StoredChange> for PendingChange {
    fn from(change: StoredChange) -> Self {
        let conflict = conflict(&change);
        let StoredChange {
            id,
            made_at,
            state,
            edit,
            subject_name,
            subject_email,
            problem,
            ..
        } = change;
        Self {
            id,
            made_at: made_at.into(),
            state,
            edit,
            subject_name,
            subject_email,
            problem: problem.map(|problem| CommandError::problem(problem, None)),
            conflict,
        }
    }
}

/// What there is to choose between.
fn conflict(change: &StoredChange) -> Option<EditConflict> {
    let (PendingState::Conflict, PendingEdit::Update { changes, .. }, Some(now)) =
        (change.state, &change.edit, &change.theirs)
    else {
        return None;
    };
    let theirs = now.fields.clone()?;
    let base = change.seen.as_ref().and_then(|seen| seen.fields.clone());
    let base = base.unwrap_or_else(|| theirs.clone());
    Some(EditConflict {
        fields: contested(change, changes, now),
        mine: edited(&base, changes),
        base,
        theirs,
    })
}

pub(super) fn mark(change: &StoredChange) -> PendingMark {
    PendingMark {
        id: change.id,
        action: change.edit.action(),
        state: change.state,
    }
}
