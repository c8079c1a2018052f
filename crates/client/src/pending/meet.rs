use std::sync::Arc;

use roster_contract::{Problem, ProblemCode, UpdateUser, User};
use roster_domain::pending::{Course, EditCourse, EditField, TypedEdit, deletion_meets, edit_meets, removal_meets};
use roster_domain::{Denial, sees_permissions};
use roster_replica::pending::{PendingEdit, Revision, Seen, StoredChange};

use super::answer::MOST_TRIES;
use super::fields::{edited, fields_of, only, typed};
use super::send::Stopped;
use super::submit::update;
use crate::desktop::Desktop;
use crate::session::Session;
use crate::users::row::take_in;

impl Desktop {
    /// A change meets a record that is another one than it was based on.
    pub(super) async fn meet(
        &self,
        session: &Arc<Session>,
        change: &StoredChange,
        theirs: User,
    ) -> Result<(), Stopped> {
        match &change.edit {
            PendingEdit::Update { changes, .. } => self.meet_edit(session, change, changes, theirs).await,
            PendingEdit::Remove { .. } => {
                let course = removal_meets(Some(theirs.status));
                self.go_on(session, change, theirs, course).await
            }
            PendingEdit::DeleteInvitation { .. } => {
                let course = deletion_meets(Some(theirs.status));
                self.go_on(session, change, theirs, course).await
            }
            // Sent without a version: no such answer is due.
            PendingEdit::Create { .. } | PendingEdit::Restore { .. } | PendingEdit::ResendInvitation { .. } => {
                let problem = Problem::new(ProblemCode::VersionConflict);
                self.is_refused(session, change, problem).await
            }
        }
    }

    async fn meet_edit(
        &self,
        session: &Arc<Session>,
        change: &StoredChange,
        changes: &UpdateUser,
        theirs: User,
    ) -> Result<(), Stopped> {
        let base = change.seen.as_ref().and_then(|seen| seen.fields.as_ref());
        let now = fields_of(&theirs);
        let edit = TypedEdit {
            base,
            mine: &edited(base.unwrap_or(&now), changes),
            typed: &typed(changes),
        };
        let visible = sees_permissions(&session.actor(), theirs.id);
        match edit_meets(edit, &now, theirs.status, visible) {
            EditCourse::Done => self.is_done(session, change, Some(theirs)).await,
            EditCourse::Again(fields) => {
                let edit = update(theirs.id, only(changes, &fields));
                self.base_anew(session, change, edit, Some(theirs)).await
            }
            EditCourse::Conflict(_) => self.is_contested(session, change, theirs).await,
            EditCourse::Removed => {
                take_in(self, session, theirs).await;
                let detail =
                    "The user was removed meanwhile, and a removal wins over an edit. Restore them first to edit them.";
                let problem = Problem::from(Denial::WrongStatus).with_detail(detail);
                self.is_refused(session, change, problem).await
            }
        }
    }

    pub(super) async fn go_on(
        &self,
        session: &Arc<Session>,
        change: &StoredChange,
        theirs: User,
        course: Course,
    ) -> Result<(), Stopped> {
        match course {
            Course::Done => self.is_done(session, change, Some(theirs)).await,
            Course::Again => self.base_anew(session, change, change.edit.clone(), Some(theirs)).await,
            Course::Refused(denial) => {
                take_in(self, session, theirs).await;
                self.is_refused(session, change, denial.into()).await
            }
        }
    }

    /// The change was not done and still means something: it becomes another request, based on the record as it is now.
    /// It is stored so before it is sent.
    pub(super) async fn base_anew(
        &self,
        session: &Arc<Session>,
        change: &StoredChange,
        edit: PendingEdit,
        theirs: Option<User>,
    ) -> Result<(), Stopped> {
        if change.tries + 1 >= MOST_TRIES {
            let problem = Problem::new(ProblemCode::VersionConflict);
            return self.is_refused(session, change, problem).await;
        }
        let seen = match theirs {
            Some(theirs) => {
                let seen = seen_of(session, &theirs);
                take_in(self, session, theirs).await;
                Some(seen)
            }
            None => change.seen.clone(),
        };
        let revision = Revision {
            edit,
            subject_name: change.subject_name.clone(),
            subject_email: change.subject_email.clone(),
            seen,
            idempotency_key: self.command_key(),
        };
        session.pending.store.rebase(change, &revision).await?;
        Ok(())
    }

    /// Others changed the same fields to something else: its author chooses, with both before them. It stays stored meanwhile,
    /// also when they wait for it at the form, which is told that it is not decided.
    async fn is_contested(&self, session: &Arc<Session>, change: &StoredChange, theirs: User) -> Result<(), Stopped> {
        let seen = seen_of(session, &theirs);
        session
            .pending
            .store
            .contest(change.id, &seen, self.command_key())
            .await?;
        take_in(self, session, theirs).await;
        self.pending_changed(session).await;
        Ok(())
    }
}

fn seen_of(session: &Session, user: &User) -> Seen {
    Seen {
        version: user.version,
        permissions_visible: sees_permissions(&session.actor(), user.id),
        fields: Some(fields_of(user)),
    }
}

/// The fields for which a change's author has to choose.
pub(super) fn contested(change: &StoredChange, changes: &UpdateUser, theirs: &Seen) -> Vec<EditField> {
    let base = change.seen.as_ref().and_then(|seen| seen.fields.as_ref());
    let Some(now) = &theirs.fields else {
        return Vec::new();
    };
    let edit = TypedEdit {
        base,
        mine: &edited(base.unwrap_or(now), changes),
        typed: &typed(changes),
    };
    match edit_meets(edit, now, roster_domain::UserStatus::Active, theirs.permissions_visible) {
        EditCourse::Conflict(fields) => fields,
        EditCourse::Done | EditCourse::Again(_) | EditCourse::Removed => Vec::new(),
    }
}
