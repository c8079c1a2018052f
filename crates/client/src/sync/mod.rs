//! Keeping the replica like the service: the change feed for what changed, the stream of events for when.

mod backoff;
mod commands;
mod feed;
mod keep_up;
mod network;
mod pass;
mod progress;
mod pull;
mod rebuild;
mod send;
mod untold;
mod wake;

use std::time::Duration;

use jiff::Timestamp;
use roster_replica::{OpenError, ReplicaError};
use tokio::sync::{mpsc, oneshot, watch};

use crate::http::CallError;
use crate::pending::Stopped;
use crate::view::{CommandError, DesktopProblem, SyncState, SyncStatus, SyncTrouble};

pub(crate) use backoff::Backoff;
pub(crate) use keep_up::run;
pub(crate) use wake::watch_for_wake;

/// Requests that wait to be served; more of them ask for nothing more.
const REQUESTS: usize = 16;

/// Someone who wants the copy to catch up now, and to hear when it has.
pub(crate) type Request = oneshot::Sender<Result<(), CommandError>>;

/// A session's end of its sync.
#[derive(Debug)]
pub(crate) struct SyncHandle {
    pub status: watch::Sender<SyncStatus>,
    requests: mpsc::Sender<Request>,
}

/// `last_contact` is when the service last answered, and `service_ahead_seconds` how far its clock was ahead then, as it is known
/// from the time before.
pub(crate) fn handle(last_contact: Timestamp, service_ahead_seconds: i32) -> (SyncHandle, mpsc::Receiver<Request>) {
    let (requests, receiver) = mpsc::channel(REQUESTS);
    let status = SyncStatus {
        state: SyncState::Syncing,
        pending_changes: 0,
        attention: 0,
        progress: None,
        last_contact: Some(last_contact.into()),
        service_ahead_seconds,
        trouble: None,
    };
    (
        SyncHandle {
            status: watch::Sender::new(status),
            requests,
        },
        receiver,
    )
}

impl SyncHandle {
    /// Lets the copy catch up soon; nobody waits for it.
    pub fn nudge(&self) {
        // A full queue will be served all the same, and a sync that has ended has nothing to catch up with.
        let _ = self.requests.try_send(oneshot::channel().0);
    }

    /// The same for one who waits; an error when the sync has ended.
    async fn ask(&self, request: Request) -> Result<(), ()> {
        self.requests.send(request).await.map_err(|_| ())
    }
}

/// Why the copy does not follow the service.
#[derive(Debug, thiserror::Error)]
enum SyncError {
    #[error(transparent)]
    Call(#[from] CallError),
    #[error(transparent)]
    Replica(#[from] ReplicaError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("the copy could not be put away: {0}")]
    Files(#[from] std::io::Error),
    #[error("changes stay pending: {0}")]
    Unsent(Stopped),
}

impl SyncError {
    /// Whether the copy does not follow; otherwise only changes wait longer.
    fn is_of_the_copy(&self) -> bool {
        !matches!(self, Self::Unsent(_))
    }

    /// What there is to say of it beyond that nothing answers.
    fn trouble(&self) -> Option<SyncTrouble> {
        match self {
            Self::Call(CallError::NotRoster(_)) => Some(SyncTrouble::NotRoster),
            Self::Call(CallError::Busy { .. } | CallError::Refused(_)) => Some(SyncTrouble::Busy),
            Self::Replica(_) | Self::Open(_) | Self::Files(_) => Some(SyncTrouble::Copy),
            Self::Call(CallError::Unreachable { .. }) | Self::Unsent(_) => None,
        }
    }

    /// How long whoever answered asks to be left alone.
    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Call(error) | Self::Unsent(Stopped::Busy(error) | Stopped::Unreachable(error)) => error.retry_after(),
            _ => None,
        }
    }
}

impl From<&SyncError> for CommandError {
    fn from(error: &SyncError) -> Self {
        let detail = match error {
            SyncError::Call(_) => {
                return Self::offline("The service cannot be reached. Lists show what was known last.");
            }
            SyncError::Unsent(_) => {
                return Self::offline(
                    "The service cannot do it now. The changes wait, and are sent again in a moment.",
                );
            }
            _ => "The copy on this computer cannot be read or written. Is there space left on the disk?",
        };
        Self::desktop(DesktopProblem::ReplicaUnreadable, detail)
    }
}
