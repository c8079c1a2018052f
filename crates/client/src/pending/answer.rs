use std::sync::Arc;

use roster_contract::{Problem, ProblemCode, User};
use roster_domain::UserId;
use roster_domain::pending::PendingAction;
use roster_replica::pending::StoredChange;

use super::form::{Decision, OnceRefused};
use super::send::Stopped;
use crate::desktop::Desktop;
use crate::http::{Call, CallError, Reach, Refusal, user_path};
use crate::session::Session;
use crate::users::row::{changed, take_in};
use crate::view::{CommandError, UserRow};

/// How often the service may fail at a change, or find its record changed again, before it counts as refused.
pub(super) const MOST_TRIES: u32 = 5;

impl Desktop {
    /// What an answer, or none, means for the change that was sent.
    pub(super) async fn take_answer(
        &self,
        session: &Arc<Session>,
        change: &StoredChange,
        is_first_try: bool,
        answer: Result<Option<User>, CallError>,
    ) -> Result<(), Stopped> {
        let error = match answer {
            Ok(user) => return self.is_done(session, change, user).await,
            Err(CallError::Refused(refusal)) => {
                return self.take_refusal(session, change, is_first_try, *refusal).await;
            }
            Err(error) => error,
        };
        if is_first_try
            && matches!(
                &error,
                CallError::Unreachable {
                    reach: Reach::NotSent,
                    ..
                }
            )
        {
            session.pending.store.was_not_sent(change.id).await?;
        }
        Err(Stopped::Unreachable(error))
    }

    /// What the service says against a change, or against looking what became of it.
    pub(super) async fn take_refusal(
        &self,
        session: &Arc<Session>,
        change: &StoredChange,
        is_first_try: bool,
        mut refusal: Refusal,
    ) -> Result<(), Stopped> {
        let removes = matches!(
            change.edit.action(),
            PendingAction::Remove | PendingAction::DeleteInvitation
        );
        match refusal.problem.code {
            ProblemCode::SessionRequired | ProblemCode::TooManyAttempts => {
                if is_first_try {
                    session.pending.store.was_not_sent(change.id).await?;
                }
                Err(if refusal.problem.code == ProblemCode::SessionRequired {
                    Stopped::Unreachable(refusal.into())
                } else {
                    Stopped::Busy(refusal.into())
                })
            }
            ProblemCode::Unavailable | ProblemCode::RequestTimeout => Err(Stopped::Busy(refusal.into())),
            _ if refusal.problem.status >= 500 => self.failed(session, change, refusal).await,
            ProblemCode::VersionConflict => match refusal.problem.current.take() {
                Some(theirs) => self.meet(session, change, *theirs).await,
                None => self.is_refused(session, change, refusal.problem).await,
            },
            ProblemCode::NotFound if removes => self.is_done(session, change, None).await,
            _ => self.is_refused(session, change, refusal.problem).await,
        }
    }

    /// The service has failed at it: it is tried again, but not for ever.
    async fn failed(&self, session: &Arc<Session>, change: &StoredChange, refusal: Refusal) -> Result<(), Stopped> {
        if session.pending.store.count_try(change.id).await? >= MOST_TRIES {
            return self.is_refused(session, change, refusal.problem).await;
        }
        Err(Stopped::Busy(refusal.into()))
    }

    /// The change is in force. Its record is taken in first, then it leaves: if the process ends in between, it is sent
    /// again under the same key.
    pub(super) async fn is_done(
        &self,
        session: &Arc<Session>,
        change: &StoredChange,
        user: Option<User>,
    ) -> Result<(), Stopped> {
        let row = match (user, change.edit.subject()) {
            (Some(user), _) => Some(take_in(self, session, user).await),
            (None, Some(id)) => self.look_what_is_left(session, id).await,
            (None, None) => None,
        };
        session.pending.store.take_out(change.id).await?;
        session
            .pending
            .forms
            .hand_over(change.id, Decision::Done(row.map(Box::new)));
        self.pending_changed(session).await;
        Ok(())
    }

    /// What there is after something was deleted: a removed user, or nobody. That it cannot be said now changes nothing, and
    /// the feed will say it.
    async fn look_what_is_left(&self, session: &Arc<Session>, id: UserId) -> Option<UserRow> {
        match session.api.call::<User>(&Call::get(user_path(id))).await {
            Ok(user) => return Some(take_in(self, session, user).await),
            Err(CallError::Refused(refusal)) if refusal.problem.code == ProblemCode::NotFound => {
                if let Err(error) = session.replica().await.take_out(id).await {
                    tracing::warn!(%error, "a deleted user was not taken out");
                }
            }
            Err(error) => tracing::info!(%error, "what is left of a user is not known yet"),
        }
        changed(self, session);
        None
    }

    /// The service, or the rule that it would apply, says no: to whoever waits for it, or else for its author to see.
    pub(super) async fn is_refused(
        &self,
        session: &Arc<Session>,
        change: &StoredChange,
        problem: Problem,
    ) -> Result<(), Stopped> {
        let problem = Problem {
            current: None,
            ..problem
        };
        session.pending.store.refuse(change.id, &problem).await?;
        // What the refusal rests on may be news here.
        session.sync.nudge();
        self.tell_refusal(session, change, CommandError::problem(problem, None))
            .await
    }

    /// Hands a refusal to whoever waits for it. It is stored already; it goes only once they have it.
    pub(super) async fn tell_refusal(
        &self,
        session: &Arc<Session>,
        change: &StoredChange,
        error: CommandError,
    ) -> Result<(), Stopped> {
        let handed_over = session.pending.forms.hand_over(change.id, Decision::Refused(error));
        if handed_over == Some(OnceRefused::HandedBack) {
            session.pending.store.take_out(change.id).await?;
        }
        self.pending_changed(session).await;
        Ok(())
    }
}
