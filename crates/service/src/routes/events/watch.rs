//! What one stream of events has told, and when it has to look again.

use std::collections::VecDeque;
use std::time::Duration;

use roster_contract::ProblemCode;
use roster_domain::AccountId;
use roster_store::Scope;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::time::Instant;

use crate::app::App;
use crate::kernel::caller::Caller;
use crate::kernel::refusal::Refusal;
use crate::revisions::Announcement;

/// A session that ended elsewhere without a word ends its streams after this at the latest; the contract allows 5 s.
const LOOK_AGAIN: Duration = Duration::from_secs(4);

/// At most so many revisions are told one by one. One who is further behind is told the last: it stands for all.
const ONE_BY_ONE: i64 = 100;

/// The revisions of one account, for as long as one session lasts.
#[derive(Debug)]
pub struct Watch {
    app: App,
    account: AccountId,
    token_hash: [u8; 32],
    announcements: Receiver<Announcement>,
    /// The last revision that was told or is about to be.
    known: i64,
    untold: VecDeque<i64>,
    look_at: Instant,
}

impl Watch {
    /// Begins to watch for the caller of a token, who knows of a revision already or is told the current one.
    pub async fn begin(app: App, token_hash: [u8; 32], known: Option<i64>) -> Result<Self, Refusal> {
        // Before the look: what is committed after it is announced.
        let announcements = app.revisions.subscribe();
        let caller = look(&app, token_hash).await?;
        caller.note_activity(&app);
        let revision = caller.account.revision;
        let mut watch = Self {
            account: caller.account.id,
            token_hash,
            announcements,
            known: known.unwrap_or(revision - 1),
            untold: VecDeque::new(),
            look_at: Instant::now() + LOOK_AGAIN,
            app,
        };
        watch.reach(revision);
        Ok(watch)
    }

    /// The next revision to tell. None when the session has ended, or the service shuts down.
    pub async fn next(&mut self) -> Option<i64> {
        loop {
            if let Some(revision) = self.untold.pop_front() {
                return Some(revision);
            }
            if !self.wait().await {
                return None;
            }
            match look(&self.app, self.token_hash).await {
                Ok(caller) => {
                    caller.note_use(&self.app);
                    self.reach(caller.account.revision);
                }
                Err(refusal) => {
                    if refusal.into_problem().code == ProblemCode::SessionRequired {
                        return None;
                    }
                    // The database is out of reach for now: nobody can have written to it meanwhile.
                }
            }
            self.look_at = Instant::now() + LOOK_AGAIN;
        }
    }

    /// Waits for something to look at. False when the service shuts down.
    async fn wait(&mut self) -> bool {
        loop {
            let announced = tokio::select! {
                () = self.app.shutdown.cancelled() => return false,
                () = tokio::time::sleep_until(self.look_at) => return true,
                announced = self.announcements.recv() => announced,
            };
            match announced {
                Ok(announcement) if announcement.account != self.account => {}
                Ok(_) | Err(RecvError::Lagged(_)) => break,
                Err(RecvError::Closed) => return false,
            }
        }
        // One look serves for all that was announced so far.
        while !matches!(
            self.announcements.try_recv(),
            Err(TryRecvError::Empty | TryRecvError::Closed)
        ) {}
        true
    }

    fn reach(&mut self, revision: i64) {
        let behind = revision - self.known;
        match behind {
            0 => {}
            1..=ONE_BY_ONE => self.untold.extend(self.known + 1..=revision),
            // Also when the account has gone back, in a restored backup: the replica finds out when it asks.
            _ => self.untold.push_back(revision),
        }
        self.known = revision;
    }
}

async fn look(app: &App, token_hash: [u8; 32]) -> Result<Caller, Refusal> {
    let mut tx = app.store.begin_read(Scope::Platform).await?;
    let caller = Caller::load(&mut tx, token_hash, app).await?;
    tx.commit().await?;
    Ok(caller)
}
