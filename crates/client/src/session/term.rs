//! How long an account may be read while its service cannot be asked.

use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use roster_domain::{Lock, OfflineTerm};

use super::Session;
use crate::desktop::Desktop;
use crate::view::CacheTag;

/// What is newer by less is not worth a write: far less than a clock may be off by.
const WORTH_KEEPING: SignedDuration = SignedDuration::from_mins(1);

/// A session's term.
#[derive(Debug)]
pub(super) struct Term {
    present: OfflineTerm,
    /// As it is kept with the copy.
    kept: OfflineTerm,
    /// What the window was told last.
    told: Option<Lock>,
}

impl Term {
    /// That of a session that begins now, as it is kept with the copy.
    pub fn new(kept: OfflineTerm, now: Timestamp) -> Self {
        Self {
            present: kept.seen(now),
            kept,
            told: kept.check(now).err(),
        }
    }
}

impl Session {
    /// Why nothing may be read before the service has answered, if that is so.
    pub fn lock(&self, now: Timestamp) -> Option<Lock> {
        let mut term = self.term();
        term.present = term.present.seen(now);
        term.present.check(now).err()
    }

    pub fn offline_term(&self) -> OfflineTerm {
        self.term().present
    }

    /// The service has answered.
    pub fn renew_term(&self, now: Timestamp) {
        let mut term = self.term();
        term.present = term.present.renewed(now);
    }

    /// The same, and whether that is news to whoever asked last.
    fn look_at_lock(&self, now: Timestamp) -> (Option<Lock>, bool) {
        let lock = self.lock(now);
        let before = std::mem::replace(&mut self.term().told, lock);
        (lock, before != lock)
    }

    fn term_worth_keeping(&self) -> Option<OfflineTerm> {
        let term = self.term();
        let off = |kept: Timestamp, present: Timestamp| present.duration_since(kept).abs() >= WORTH_KEEPING;
        let worth_it = off(term.kept.last_contact, term.present.last_contact)
            || off(term.kept.latest_clock, term.present.latest_clock);
        worth_it.then_some(term.present)
    }

    fn term(&self) -> MutexGuard<'_, Term> {
        self.term.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desktop {
    /// Why an account may not be read before its service has answered, if that is so. The window is told of a change.
    pub(crate) fn look_at_clock(&self, session: &Session) -> Option<Lock> {
        let (lock, is_news) = session.look_at_lock(self.clock.now());
        if is_news {
            tracing::info!(?lock, "whether the account may be read has changed");
            self.invalidate_for(session, &CacheTag::ALL);
            if self.is_in_view(session) {
                self.tell_status();
            }
        }
        lock
    }

    /// Keeps the term with the copy, for the next start.
    pub(crate) async fn keep_term(&self, session: &Session) {
        let Some(term) = session.term_worth_keeping() else {
            return;
        };
        match session.replica().await.set_offline_term(term).await {
            Ok(()) => session.term().kept = term,
            Err(error) => tracing::warn!(%error, "how long the copy may be read is not kept"),
        }
    }

    /// Sees for as long as a session lasts what the clock shows.
    pub(super) async fn watch_clock(self: Arc<Self>, session: Arc<Session>, every: Duration) {
        loop {
            tokio::select! {
                () = session.ended.cancelled() => return,
                () = tokio::time::sleep(every) => {}
            }
            self.look_at_clock(&session);
            self.keep_term(&session).await;
            session.keep_glance().await;
        }
    }
}
