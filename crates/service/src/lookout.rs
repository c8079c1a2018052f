//! Looks after the event streams of an account: one look into the database serves all of them, be they ten thousand.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use roster_domain::{AccountId, SessionId};
use roster_store::{Scope, StoreError, accounts, sessions};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use crate::app::App;
use crate::kernel::caller::LAST_USED_GRANULARITY;
use crate::revisions::Announcement;

/// A session that ended elsewhere without a word ends its streams after this, and the time a look takes; the contract allows
/// 5 s.
const LOOK_AGAIN: Duration = Duration::from_secs(3);

/// With more streams than these, sessions are not read anew with every change, but once in [`LEAST`].
const FEW: usize = 100;
const LEAST: Duration = Duration::from_secs(1);

/// The lookouts of this process, one for each account that streams are open of. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Lookouts(Arc<Mutex<HashMap<AccountId, Arc<Lookout>>>>);

/// Where an account stood at a look, and which sessions went on.
#[derive(Debug, Clone)]
struct Sight {
    /// The look's number.
    look: u64,
    at: Timestamp,
    revision: i64,
    sessions: Arc<Sessions>,
}

#[derive(Debug, Default)]
struct Sessions {
    /// The number of the look that read them.
    look: u64,
    /// When each was last noted to be used.
    last_used_at: HashMap<SessionId, Timestamp>,
}

#[derive(Debug)]
struct Lookout {
    /// How many looks were begun.
    looks: AtomicU64,
    sight: watch::Sender<Sight>,
    /// Wakes it for a look beyond those that announcements call for.
    asked: Notify,
    /// Sessions whose use is to be noted, since a stream of theirs is open.
    used: Mutex<HashSet<SessionId>>,
}

/// What one stream sees of its account.
#[derive(Debug)]
pub struct View {
    lookout: Arc<Lookout>,
    sights: watch::Receiver<Sight>,
    session: SessionId,
    /// Looks up to this one may have been begun before the stream's own, and say nothing new.
    older: u64,
}

impl Lookouts {
    /// Watches over a stream of a session that was just looked up.
    pub fn watch(&self, app: &App, account: AccountId, session: SessionId) -> View {
        let mut all = self.all();
        let lookout = all.entry(account).or_insert_with(|| {
            let lookout = Arc::new(Lookout::new());
            let announcements = app.revisions.subscribe();
            tokio::spawn(keep(app.clone(), account, lookout.clone(), announcements));
            lookout
        });
        let view = View {
            sights: lookout.sight.subscribe(),
            older: lookout.looks.load(Ordering::SeqCst),
            lookout: lookout.clone(),
            session,
        };
        // What was committed between the stream's own look and now, nobody will tell of.
        lookout.asked.notify_one();
        view
    }

    /// Ends the lookout of an account when nobody listens any more.
    fn ends(&self, account: AccountId, lookout: &Lookout) -> bool {
        let mut all = self.all();
        let ends = lookout.sight.receiver_count() == 0;
        if ends {
            all.remove(&account);
        }
        ends
    }

    fn all(&self) -> MutexGuard<'_, HashMap<AccountId, Arc<Lookout>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl View {
    /// The revision at the next look. None when the session has ended.
    pub async fn next(&mut self) -> Option<i64> {
        loop {
            self.sights.changed().await.ok()?;
            let sight = self.sights.borrow_and_update().clone();
            if sight.sessions.look > self.older {
                let last_used_at = *sight.sessions.last_used_at.get(&self.session)?;
                if sight.at.duration_since(last_used_at) >= LAST_USED_GRANULARITY {
                    self.lookout.used().insert(self.session);
                }
            }
            if sight.look > self.older {
                return Some(sight.revision);
            }
        }
    }
}

impl Lookout {
    fn new() -> Self {
        let nothing = Sight {
            look: 0,
            at: Timestamp::UNIX_EPOCH,
            revision: 0,
            sessions: Arc::default(),
        };
        Self {
            looks: AtomicU64::new(0),
            sight: watch::Sender::new(nothing),
            asked: Notify::new(),
            used: Mutex::default(),
        }
    }

    fn used(&self) -> MutexGuard<'_, HashSet<SessionId>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks into the database and shows everyone what is there.
    async fn look(&self, app: &App, account: AccountId, with_sessions: bool) -> Result<(), StoreError> {
        let look = self.looks.fetch_add(1, Ordering::SeqCst) + 1;
        let at = app.now();
        let mut tx = app.store.begin_read(Scope::Account(account)).await?;
        let record = accounts::get(&mut tx, account).await?;
        let read = if with_sessions {
            Some(sessions::going_on_in(&mut tx, account, app.sessions_going_on()).await?)
        } else {
            None
        };
        tx.commit().await?;
        let record = record.ok_or_else(|| StoreError::Corrupt("an account that went".to_owned()))?;
        self.sight.send_modify(|sight| {
            (sight.look, sight.at, sight.revision) = (look, at, record.revision);
            if let Some(read) = read {
                let last_used_at = read.into_iter().collect();
                sight.sessions = Arc::new(Sessions { look, last_used_at });
            }
        });
        Ok(())
    }

    /// Writes down together which sessions were used.
    async fn note_used(&self, app: &App, account: AccountId) -> Result<(), StoreError> {
        let used: Vec<SessionId> = self.used().drain().collect();
        if used.is_empty() {
            return Ok(());
        }
        let mut tx = app.store.begin_write(Scope::Account(account)).await?;
        sessions::set_all_last_used(&mut tx, &used, app.now()).await?;
        tx.commit().await
    }
}

/// Looks whenever something is announced, and again after a while, until nobody listens or the service shuts down.
async fn keep(app: App, account: AccountId, lookout: Arc<Lookout>, mut announcements: Receiver<Announcement>) {
    let mut sessions_read_at = None;
    while wait(&app, account, &lookout, &mut announcements, sessions_read_at).await
        && !app.lookouts.ends(account, &lookout)
    {
        let is_due = |read_at: Instant| read_at.elapsed() >= LEAST;
        let with_sessions = lookout.sight.receiver_count() <= FEW || sessions_read_at.is_none_or(is_due);
        if with_sessions {
            sessions_read_at = Some(Instant::now());
        }
        // While the database is out of reach nobody can have written to it.
        if let Err(error) = lookout.look(&app, account, with_sessions).await {
            tracing::debug!(%error, "the streams of an account see nothing new for now");
        }
        if with_sessions && let Err(error) = lookout.note_used(&app, account).await {
            tracing::debug!(%error, "the time of last use was not noted");
        }
    }
}

/// Waits for something to look at. False when the service shuts down.
async fn wait(
    app: &App,
    account: AccountId,
    lookout: &Lookout,
    announcements: &mut Receiver<Announcement>,
    sessions_read_at: Option<Instant>,
) -> bool {
    let again = sessions_read_at.unwrap_or_else(Instant::now) + LOOK_AGAIN;
    loop {
        let announced = tokio::select! {
            () = app.shutdown.cancelled() => return false,
            () = tokio::time::sleep_until(again) => return true,
            () = lookout.asked.notified() => break,
            announced = announcements.recv() => announced,
        };
        match announced {
            Ok(announcement) if announcement.account != account => {}
            Ok(_) | Err(RecvError::Lagged(_)) => break,
            Err(RecvError::Closed) => return false,
        }
    }
    // One look serves for all that was announced so far.
    while !matches!(
        announcements.try_recv(),
        Err(TryRecvError::Empty | TryRecvError::Closed)
    ) {}
    true
}
