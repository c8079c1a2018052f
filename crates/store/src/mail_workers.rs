//! The workers that send mails: how it is noticed that one has died with mails in hand.

use jiff::Timestamp;
use roster_domain::MailWorkerId;

use crate::{Micros, StoreError, Tx};

/// A worker that has mails in hand, as the database knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct AtWork {
    #[sqlx(try_from = "uuid::Uuid")]
    pub id: MailWorkerId,
    /// Its latest beat; absent before the first.
    pub beat: Option<i64>,
}

/// Notes that a worker is alive. No beat of one worker is like another.
pub async fn beat(tx: &mut Tx, worker: MailWorkerId, beat: i64) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO mail_workers (id, beat) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET beat = $2",
        worker.as_uuid(),
        beat,
    );
    Ok(())
}

/// The workers that have mails in hand.
pub async fn at_work(tx: &mut Tx) -> Result<Vec<AtWork>, StoreError> {
    Ok(fetch_all!(
        tx,
        AtWork,
        "SELECT found.id AS id, mail_workers.beat AS beat
         FROM (SELECT DISTINCT claimed_by AS id FROM mails WHERE claimed_by IS NOT NULL AND state = 'queued') AS found
         LEFT JOIN mail_workers ON mail_workers.id = found.id",
    ))
}

/// Takes back what a dead worker had in hand, due at once, unless it has beaten once more. Gives how many mails that were.
pub async fn take_back_from(tx: &mut Tx, dead: AtWork, now: Timestamp) -> Result<u64, StoreError> {
    let taken_back = execute!(
        tx,
        "UPDATE mails SET next_attempt_at = $3, claimed_until = NULL, claimed_by = NULL
         WHERE claimed_by = $1 AND state = 'queued'
               AND (SELECT beat FROM mail_workers WHERE id = $1) IS NOT DISTINCT FROM $2",
        dead.id.as_uuid(),
        dead.beat,
        Micros::from(now),
    );
    execute!(
        tx,
        "DELETE FROM mail_workers WHERE id = $1 AND beat IS NOT DISTINCT FROM $2",
        dead.id.as_uuid(),
        dead.beat,
    );
    Ok(taken_back)
}

/// Takes back whatever any worker had in hand, due at once: where it is known that none is alive.
pub async fn take_back_all(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    let taken_back = execute!(
        tx,
        "UPDATE mails SET next_attempt_at = $1, claimed_until = NULL, claimed_by = NULL
         WHERE state = 'queued' AND claimed_until IS NOT NULL",
        Micros::from(now),
    );
    execute!(tx, "DELETE FROM mail_workers");
    Ok(taken_back)
}

/// Forgets those that ended without a word and had nothing in hand. One that is alive comes back with its next beat.
pub async fn forget_idle(tx: &mut Tx) -> Result<u64, StoreError> {
    Ok(execute!(
        tx,
        "DELETE FROM mail_workers
         WHERE NOT EXISTS (SELECT 1 FROM mails WHERE claimed_by = mail_workers.id AND state = 'queued')",
    ))
}

/// Forgets a worker that has nothing in hand any more.
pub async fn rest(tx: &mut Tx, worker: MailWorkerId) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM mail_workers WHERE id = $1", worker.as_uuid());
    Ok(())
}
