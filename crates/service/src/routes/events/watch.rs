//! What one stream of events has told of its account, and what it has still to tell.

use std::collections::VecDeque;

use roster_store::Scope;

use crate::app::App;
use crate::kernel::caller::Caller;
use crate::kernel::refusal::Refusal;
use crate::lookout::View;

/// At most so many revisions are told one by one. One who is further behind is told the last: it stands for all.
const ONE_BY_ONE: i64 = 100;

/// The revisions of one account, for as long as one session lasts.
#[derive(Debug)]
pub struct Watch {
    app: App,
    view: View,
    /// The last revision that was told or is about to be.
    known: i64,
    untold: VecDeque<i64>,
}

impl Watch {
    /// Begins to watch for the caller of a token, who knows of a revision already or is told the current one.
    pub async fn begin(app: App, token_hash: [u8; 32], known: Option<i64>) -> Result<Self, Refusal> {
        let caller = look(&app, token_hash).await?;
        caller.note_activity(&app);
        let revision = caller.account.revision;
        let mut watch = Self {
            view: app.lookouts.watch(&app, caller.account.id, caller.session),
            known: known.unwrap_or(revision - 1),
            untold: VecDeque::new(),
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
            let revision = tokio::select! {
                () = self.app.shutdown.cancelled() => return None,
                revision = self.view.next() => revision?,
            };
            self.reach(revision);
        }
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
