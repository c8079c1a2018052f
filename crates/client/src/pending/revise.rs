use roster_contract::User;
use roster_domain::PendingChangeId;
use roster_domain::pending::{PendingAction, PendingState};
use roster_domain::sees_permissions;
use roster_replica::pending::{PendingEdit, Seen, StoredChange};

use super::submit::unread;
use super::withdraw::{already_sent, not_there};
use crate::desktop::Desktop;
use crate::session::Session;
use crate::users::check::cleaned;
use crate::view::{CommandError, Outcome};

impl Desktop {
    /// Puts what is typed now in the place of what a change asked for, in its place in the order: of one that waits, of one
    /// that was refused, or as the choice in a conflict. It is sent as any command is.
    pub async fn revise_pending_change(&self, id: PendingChangeId, edit: PendingEdit) -> Result<Outcome, CommandError> {
        let session = self.session()?;
        let change = session
            .pending
            .store
            .get(id)
            .await
            .map_err(|error| unread(&session, error))?
            .ok_or_else(not_there)?;
        if (edit.action(), edit.subject()) != (change.edit.action(), change.edit.subject()) {
            // What it is about stays; anything else is another change.
            return Err(not_there());
        }
        if change.state == PendingState::Sending {
            return Err(already_sent());
        }
        let edit = cleaned(edit);
        let subject = self.permitted(&session, &edit).await?;
        let seen = based_on(&session, &change, subject.as_ref());
        match self.revise_to_send(&session, &change, edit, seen).await? {
            Some(outcome) => Ok(outcome),
            None if session
                .pending
                .store
                .get(id)
                .await
                .map_err(|error| unread(&session, error))?
                .is_some() =>
            {
                Err(already_sent())
            }
            None => Err(not_there()),
        }
    }
}

/// The record that the revised change is based on: what it conflicts with; for an edit, what was seen when it was made, if
/// that is still known; and else the record as it is now.
fn based_on(session: &Session, change: &StoredChange, subject: Option<&User>) -> Option<Seen> {
    if let Some(theirs) = &change.theirs {
        return Some(theirs.clone());
    }
    let seen_before = change.seen.as_ref().filter(|seen| seen.fields.is_some());
    if change.edit.action() == PendingAction::Update && seen_before.is_some() {
        return seen_before.cloned();
    }
    subject.map(|user| Seen {
        version: user.version,
        permissions_visible: sees_permissions(&session.actor(), user.id),
        fields: session.pending.seen.when_edited(user, user.version),
    })
}
