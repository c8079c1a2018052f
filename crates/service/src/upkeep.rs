//! Forgets what has served its time: kept replies, ended sessions, failed attempts, passwords of the removed, deletions that every replica has learned
//! of, and the marks of revisions that cursors no longer come from.

use std::time::Duration;

use jiff::SignedDuration;
use roster_domain::policy::REMOVAL_UNDO_TTL;
use roster_store::{
    Scope, StoreError, attempts, history, idempotency, mail_quotas, mail_workers, password_resets, removals, sessions,
    tombstones,
};
use tokio::time::sleep;

use crate::app::App;

const INTERVAL: Duration = Duration::from_hours(1);
/// How long a reply is kept under its idempotency key.
const IDEMPOTENCY: SignedDuration = SignedDuration::from_hours(24);
/// How long one who opens the old link of a forgotten password is told that it is old.
const RESETS: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long replicas may be away and still learn of deletions one by one.
const TOMBSTONES: SignedDuration = SignedDuration::from_hours(90 * 24);

/// How long an account that nobody looks at is held in memory.
const ROLLS: SignedDuration = SignedDuration::from_mins(30);

/// Runs until the service shuts down.
pub async fn run(app: App) {
    loop {
        if let Err(error) = forget(&app).await {
            tracing::warn!(%error, "upkeep has to wait");
        }
        tokio::select! {
            () = app.shutdown.cancelled() => return,
            () = sleep(INTERVAL) => {}
        }
    }
}

/// Forgets everything that is old enough, once.
pub async fn forget(app: &App) -> Result<(), StoreError> {
    let now = app.now();
    app.rolls.forget_unused_for(ROLLS, now);
    let mut tx = app.store.begin_write(Scope::Platform).await?;
    let replies = idempotency::forget_before(&mut tx, now - IDEMPOTENCY).await?;
    let sessions = sessions::forget_expired(&mut tx, app.sessions_going_on()).await?;
    let attempts = attempts::forget_before(&mut tx, now).await?;
    mail_workers::forget_idle(&mut tx).await?;
    let mails = mail_quotas::forget_before(&mut tx, now).await?;
    let resets = password_resets::forget_before(&mut tx, now - RESETS).await?;
    let removals = removals::forget_before(&mut tx, now - REMOVAL_UNDO_TTL).await?;
    let deletions = tombstones::forget_before(&mut tx, now - TOMBSTONES).await?;
    let marks = history::forget_before(&mut tx, now - TOMBSTONES).await?;
    tx.commit().await?;
    tracing::debug!(
        replies,
        sessions,
        attempts,
        mails,
        resets,
        removals,
        deletions,
        marks,
        "forgot what is old enough"
    );
    Ok(())
}
