//! How it is noticed that a worker has died with mails in hand: it beats as long as it has any, and when its beats stay out the
//! others take what it had. No clock has to agree with another for that, and no lock is held that a pooler would lose.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use roster_domain::MailWorkerId;
use roster_store::mail_workers::{self, AtWork};
use roster_store::{MailLock, Scope, StoreError};
use tokio::time::{Instant, sleep};

use crate::app::App;

/// How often a worker beats, and looks after the others.
const BEAT: Duration = Duration::from_secs(2);
/// A worker whose beat has stayed the same for this long is dead.
const DEAD_AFTER: Duration = Duration::from_secs(10);

/// Takes back, where this process is the only one that sends mails, what another that was killed had in hand. The lock is to be
/// held as long as the worker runs.
pub async fn begin(app: &App) -> Option<MailLock> {
    let lock = match app.store.lock_mails().await {
        Ok(lock) => lock,
        Err(error) => {
            tracing::warn!(%error, "whether another process sends mails is not known");
            None
        }
    };
    if lock.as_ref().is_some_and(|lock| lock.was_free) {
        match take_all_back(app).await {
            Ok(0) => {}
            Ok(mails) => tracing::info!(mails, "mails that were under way when the service ended are due again"),
            Err(error) => tracing::warn!(%error, "the mail queue could not be read"),
        }
    }
    lock
}

async fn take_all_back(app: &App) -> Result<u64, StoreError> {
    let mut tx = app.store.begin_write(Scope::Platform).await?;
    let mails = mail_workers::take_back_all(&mut tx, app.now()).await?;
    tx.commit().await?;
    Ok(mails)
}

/// What keeps a worker known to the others, and the others to it.
#[derive(Debug)]
pub struct Pulse {
    app: App,
    worker: MailWorkerId,
    /// How many mails the worker has in hand.
    in_hand: Arc<AtomicUsize>,
    beats: i64,
    /// Whether the database knows it by a beat.
    is_known: bool,
    /// The last beat of each other worker, and since when it has been that.
    others: HashMap<MailWorkerId, (Option<i64>, Instant)>,
}

impl Pulse {
    pub fn of(app: App, worker: MailWorkerId) -> Self {
        Self {
            app,
            worker,
            in_hand: Arc::default(),
            beats: 0,
            is_known: false,
            others: HashMap::new(),
        }
    }

    /// Where the worker says how many mails it has in hand.
    pub fn count(&self) -> Arc<AtomicUsize> {
        self.in_hand.clone()
    }

    /// Runs until it is aborted.
    pub async fn run(mut self) {
        loop {
            sleep(BEAT).await;
            if let Err(error) = self.once().await {
                tracing::debug!(%error, "the workers that send mails could not be looked after");
            }
        }
    }

    async fn once(&mut self) -> Result<(), StoreError> {
        self.beat().await?;
        let mut tx = self.app.store.begin_read(Scope::Platform).await?;
        let at_work = mail_workers::at_work(&mut tx).await?;
        tx.commit().await?;
        for dead in self.dead_among(&at_work, Instant::now()) {
            self.take_back_from(dead).await?;
        }
        Ok(())
    }

    async fn beat(&mut self) -> Result<(), StoreError> {
        let is_at_work = self.in_hand.load(Ordering::Relaxed) > 0;
        if !is_at_work && !self.is_known {
            return Ok(());
        }
        let mut tx = self.app.store.begin_write(Scope::Platform).await?;
        if is_at_work {
            self.beats += 1;
            mail_workers::beat(&mut tx, self.worker, self.beats).await?;
        } else {
            mail_workers::rest(&mut tx, self.worker).await?;
        }
        tx.commit().await?;
        self.is_known = is_at_work;
        Ok(())
    }

    /// The others whose beat has stayed the same for too long.
    fn dead_among(&mut self, at_work: &[AtWork], now: Instant) -> Vec<AtWork> {
        let mut dead = Vec::new();
        let mut seen = HashMap::new();
        for found in at_work.iter().filter(|found| found.id != self.worker) {
            let since = match self.others.get(&found.id) {
                Some((beat, since)) if *beat == found.beat => *since,
                _ => now,
            };
            if now.duration_since(since) >= DEAD_AFTER {
                dead.push(*found);
            }
            seen.insert(found.id, (found.beat, since));
        }
        self.others = seen;
        dead
    }

    async fn take_back_from(&self, dead: AtWork) -> Result<(), StoreError> {
        let mut tx = self.app.store.begin_write(Scope::Platform).await?;
        let mails = mail_workers::take_back_from(&mut tx, dead, self.app.now()).await?;
        tx.commit().await?;
        tracing::info!(
            mails,
            "mails that another node had under way when it ended are due again"
        );
        self.app.mail_queued.notify_one();
        Ok(())
    }
}
