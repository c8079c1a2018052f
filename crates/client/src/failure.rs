//! From what went wrong to what one is told.

use std::sync::Arc;

use roster_contract::{Problem, ProblemCode};
use roster_domain::Lock;
use roster_replica::ReplicaError;
use serde::de::DeserializeOwned;

use crate::desktop::Desktop;
use crate::embedded::EmbeddedError;
use crate::http::{AddressProblem, Call, CallError, Reach};
use crate::session::Session;
use crate::users::row;
use crate::view::{CommandError, DesktopProblem, StatusNotice};

impl Desktop {
    /// Calls the service as the one who is signed in. A session that has ended ends here too; a record that came with a
    /// refusal is taken in.
    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        session: &Arc<Session>,
        call: &Call,
    ) -> Result<T, CommandError> {
        match session.api.call(call).await {
            Ok(answer) => Ok(answer),
            Err(error) => Err(self.refused(session, error).await),
        }
    }

    /// The same where the answer has no body.
    pub(crate) async fn call_for_nothing(&self, session: &Arc<Session>, call: &Call) -> Result<(), CommandError> {
        match session.api.call_for_nothing(call).await {
            Ok(()) => Ok(()),
            Err(error) => Err(self.refused(session, error).await),
        }
    }

    pub(crate) async fn refused(&self, session: &Arc<Session>, error: CallError) -> CommandError {
        if error.ends_session() {
            self.end_session(session, StatusNotice::SessionEnded).await;
        }
        let CallError::Refused(refusal) = error else {
            return error.into();
        };
        let mut problem = refusal.problem;
        // What the refusal rests on may be news here.
        session.sync.nudge();
        let current = match problem.current.take() {
            Some(user) => Some(row::take_in(self, session, *user).await),
            None => None,
        };
        CommandError::problem(problem, current)
    }

    /// The session of the account in view, unless nothing may be read or done there before the service has answered.
    pub(crate) fn session(&self) -> Result<Arc<Session>, CommandError> {
        let session = self.any_session()?;
        match self.look_at_clock(&session) {
            Some(lock) => Err(lock.into()),
            None => Ok(session),
        }
    }

    /// The same, whether or not.
    pub(crate) fn any_session(&self) -> Result<Arc<Session>, CommandError> {
        let session = self.state(|state| state.session().cloned());
        session.ok_or_else(|| CommandError::problem(Problem::new(ProblemCode::SessionRequired), None))
    }
}

impl From<CallError> for CommandError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Refused(refusal) => Self::problem(refusal.problem, None),
            CallError::Unreachable {
                reach: Reach::NotSent, ..
            } => Self::offline("The service cannot be reached, so nothing was done. Try again once you are online."),
            CallError::Unreachable { .. } | CallError::Busy { .. } => Self::offline(
                "The service did not answer, so it is not known whether this was done. \
                 The list shows it as soon as the service can be reached again.",
            ),
            CallError::NotRoster(_) => Self::offline(
                "Something other than Roster answers in its place, such as a network's sign-in page. Nothing was done.",
            ),
        }
    }
}

impl From<ReplicaError> for CommandError {
    fn from(error: ReplicaError) -> Self {
        let detail = match error {
            ReplicaError::Damaged(_) => "The copy on this computer is damaged. It is being made anew.",
            ReplicaError::Closed => "The copy on this computer was closed.",
            ReplicaError::Io(_) => {
                "The copy on this computer cannot be read or written. Is there space left on the disk?"
            }
        };
        Self::desktop(DesktopProblem::ReplicaUnreadable, detail)
    }
}

impl From<Lock> for CommandError {
    fn from(lock: Lock) -> Self {
        match lock {
            Lock::OfflineTooLong => Self::desktop(
                DesktopProblem::OfflineTooLong,
                "The service has not been reached for too long, so what is known of it is not shown. Go online.",
            ),
            Lock::ClockTurnedBack => Self::desktop(
                DesktopProblem::ClockTurnedBack,
                "This computer's clock has been turned back, so what is known of the service is not shown. Go online.",
            ),
        }
    }
}

impl From<EmbeddedError> for CommandError {
    fn from(error: EmbeddedError) -> Self {
        let code = match &error {
            // The window says the rest in its own language.
            EmbeddedError::DatabaseLost(database) => {
                return Self::desktop(DesktopProblem::DatabaseLost, database.display().to_string());
            }
            EmbeddedError::DatabaseNewer => DesktopProblem::DatabaseNewer,
            EmbeddedError::DatabaseUnreadable(_) => DesktopProblem::DatabaseUnreadable,
            EmbeddedError::Other(_) => DesktopProblem::Internal,
        };
        Self::desktop(code, error.to_string())
    }
}

impl From<AddressProblem> for CommandError {
    fn from(problem: AddressProblem) -> Self {
        let code = match problem {
            AddressProblem::Invalid => DesktopProblem::InvalidAddress,
            AddressProblem::Insecure => DesktopProblem::InsecureAddress,
        };
        Self::desktop(code, problem.to_string())
    }
}
