use std::sync::Arc;

use roster_contract::{ProblemCode, UpdateUser, User};
use roster_domain::pending::{PendingAction, PendingState};
use roster_domain::{PendingChangeId, UserId, sees_permissions};
use roster_replica::pending::{PendingEdit, Revised, Revision, Seen, StoredChange};
use roster_replica::{Replica, ReplicaError};

use super::fields::joined;
use super::form::{Decision, Form, OnceRefused};
use super::permit::permit;
use crate::desktop::Desktop;
use crate::http::{Call, user_path};
use crate::names::full_name;
use crate::session::Session;
use crate::users::check::{check, cleaned};
use crate::users::row::{guardians, subject};
use crate::view::{CommandError, DesktopProblem, Outcome, SyncState};

impl Desktop {
    /// Does what every command on users does: asks the rules, stores the change durably, and sends it if the service is in
    /// reach. What is decided meanwhile leaves again; what is not stays stored and is sent later.
    ///
    /// `version` is the one of the record that an edit is based on.
    pub(crate) async fn submit(
        &self,
        session: &Arc<Session>,
        edit: PendingEdit,
        version: Option<i64>,
    ) -> Result<Outcome, CommandError> {
        let edit = cleaned(edit);
        let subject = self.permitted(session, &edit).await?;
        if let Some(outcome) = self.join_earlier(session, &edit).await? {
            return Ok(outcome);
        }
        let change = self.new_change(session, edit, subject.as_ref(), version);
        let form = session.pending.forms.open(change.id, OnceRefused::HandedBack);
        session
            .pending
            .store
            .store(&change)
            .await
            .map_err(|error| not_stored(session, error))?;
        self.await_decision(session, form, change.id).await
    }

    /// The user whom a change is about, if it may be made by what is known here and what is typed is in order.
    pub(super) async fn permitted(
        &self,
        session: &Arc<Session>,
        edit: &PendingEdit,
    ) -> Result<Option<User>, CommandError> {
        let user = match edit.subject() {
            Some(id) => Some(self.known_user(session, id).await?),
            None => None,
        };
        check(edit)?;
        if let PendingEdit::Create { user } = edit
            && self.login_owner(session, &user.login_email).await?.is_some()
        {
            return Err(CommandError::problem(ProblemCode::LoginEmailTaken.into(), None));
        }
        let guardians = session
            .read(|replica: Arc<Replica>| async move { guardians(&replica).await })
            .await?;
        permit(&session.actor(), user.as_ref().map(subject).as_ref(), guardians, edit)
            .map_err(|denial| CommandError::problem(denial.into(), None))?;
        Ok(user)
    }

    /// A record of the copy; of the service while the copy has not got it.
    async fn known_user(&self, session: &Arc<Session>, id: UserId) -> Result<User, CommandError> {
        let known = session
            .read(|replica: Arc<Replica>| async move { replica.user(id).await })
            .await?;
        match known {
            Some(user) => Ok(user),
            None => self.call(session, &Call::get(user_path(id))).await,
        }
    }

    /// An edit becomes one with an edit of the same user that still waits; asking twice for anything else asks once.
    async fn join_earlier(&self, session: &Arc<Session>, edit: &PendingEdit) -> Result<Option<Outcome>, CommandError> {
        let Some(subject) = edit.subject() else {
            return Ok(None);
        };
        let stored = session
            .pending
            .store
            .list()
            .await
            .map_err(|error| unread(session, error))?;
        let mut of_the_same = stored
            .into_iter()
            .filter(|change| change.edit.subject() == Some(subject) && change.edit.action() == edit.action());
        if edit.action() != PendingAction::Update {
            let earlier = of_the_same.find(|change| !change.state.needs_attention());
            let pending = earlier.map(|change| Outcome::Pending {
                change: Box::new(change.into()),
            });
            return Ok(pending);
        }
        let (Some(earlier), PendingEdit::Update { id, changes }) =
            (of_the_same.find(|change| change.state == PendingState::Waiting), edit)
        else {
            return Ok(None);
        };
        let PendingEdit::Update { changes: before, .. } = &earlier.edit else {
            return Ok(None);
        };
        let edit = update(*id, joined(before, changes.clone()));
        self.revise_to_send(session, &earlier, edit, earlier.seen.clone()).await
    }

    /// Puts another request in a stored change's place and sends it if it can be. Nothing happens when it was sent or
    /// decided a moment ago.
    pub(super) async fn revise_to_send(
        &self,
        session: &Arc<Session>,
        change: &StoredChange,
        edit: PendingEdit,
        seen: Option<Seen>,
    ) -> Result<Option<Outcome>, CommandError> {
        let (subject_name, subject_email) = match &edit {
            PendingEdit::Create { user } => (
                full_name(&user.first_name, &user.last_name),
                Some(user.login_email.clone()),
            ),
            _ => (change.subject_name.clone(), change.subject_email.clone()),
        };
        let revision = Revision {
            edit,
            subject_name,
            subject_email,
            seen,
            idempotency_key: self.command_key(),
        };
        let form = session.pending.forms.open(change.id, OnceRefused::Kept);
        match session
            .pending
            .store
            .revise(change.id, &revision)
            .await
            .map_err(|error| not_stored(session, error))?
        {
            Revised::Waiting(_) => self.await_decision(session, form, change.id).await.map(Some),
            Revised::AlreadySent | Revised::NotThere => Ok(None),
        }
    }

    fn new_change(
        &self,
        session: &Session,
        edit: PendingEdit,
        subject: Option<&User>,
        version: Option<i64>,
    ) -> StoredChange {
        let (name, email) = match (&edit, subject) {
            (PendingEdit::Create { user }, _) => {
                (full_name(&user.first_name, &user.last_name), Some(&user.login_email))
            }
            (_, Some(user)) => (full_name(&user.first_name, &user.last_name), Some(&user.login_email)),
            (_, None) => (String::new(), None),
        };
        let email = email.cloned();
        let seen = subject.map(|user| {
            let version = version.unwrap_or(user.version);
            Seen {
                version,
                permissions_visible: sees_permissions(&session.actor(), user.id),
                fields: session.pending.seen.when_edited(user, version),
            }
        });
        let id = PendingChangeId::generate(self.clock.as_ref(), self.random.as_ref());
        StoredChange {
            subject_email: email,
            seen,
            ..StoredChange::new(id, self.clock.now(), edit, name, self.command_key())
        }
    }

    /// Sends, and waits for the decision for as long as the service is in reach.
    async fn await_decision(
        &self,
        session: &Arc<Session>,
        form: Form,
        id: PendingChangeId,
    ) -> Result<Outcome, CommandError> {
        if session.sync.status.borrow().state != SyncState::Offline {
            self.send_for(session, &form).await;
        }
        let undecided = match form.close() {
            Some(Decision::Done(row)) => return Ok(Outcome::Done { row }),
            Some(Decision::Refused(error)) => return Err(error),
            None => session
                .pending
                .store
                .get(id)
                .await
                .map_err(|error| unread(session, error))?,
        };
        self.pending_changed(session).await;
        session.sync.nudge();
        // Decided at this very moment: the lists show it.
        Ok(
            undecided.map_or(Outcome::Done { row: None }, |change| Outcome::Pending {
                change: Box::new(change.into()),
            }),
        )
    }
}

pub(super) fn update(id: UserId, changes: UpdateUser) -> PendingEdit {
    PendingEdit::Update { id, changes }
}

fn not_stored(session: &Session, error: ReplicaError) -> CommandError {
    if session.ended.is_cancelled() {
        return CommandError::problem(ProblemCode::SessionRequired.into(), None);
    }
    tracing::error!(%error, "a change could not be stored");
    let detail = "The change cannot be stored on this computer, so it was not made. Is there space left on the disk?";
    CommandError::desktop(DesktopProblem::ReplicaUnreadable, detail)
}

pub(crate) fn unread(session: &Session, error: ReplicaError) -> CommandError {
    if session.ended.is_cancelled() {
        return CommandError::problem(ProblemCode::SessionRequired.into(), None);
    }
    tracing::error!(%error, "the pending changes cannot be read");
    let detail =
        "The pending changes on this computer cannot be read. Start Roster again to have what is left of them.";
    CommandError::desktop(DesktopProblem::ReplicaUnreadable, detail)
}
