//! Failed attempts, counted for all nodes of the service together.

use jiff::Timestamp;
use roster_domain::{Counter, Failures};

use crate::{Micros, StoreError, Tx};

#[derive(sqlx::FromRow)]
struct Row {
    failures: i64,
    last_failed_at: Micros,
    blocked_until: Micros,
}

/// The failures remembered of a counter.
pub async fn get(tx: &mut Tx, counter: &Counter) -> Result<Option<Failures>, StoreError> {
    let row = fetch_optional!(
        tx,
        Row,
        "SELECT failures, last_failed_at, blocked_until FROM attempts WHERE counter = $1",
        counter.key.as_slice(),
    );
    Ok(row.map(Failures::from))
}

/// The same, and nobody else counts under it until the transaction ends.
pub async fn lock(tx: &mut Tx, counter: &Counter) -> Result<Option<Failures>, StoreError> {
    let row = fetch_optional!(
        tx,
        Row,
        "UPDATE attempts SET failures = failures WHERE counter = $1 RETURNING failures, last_failed_at, blocked_until",
        counter.key.as_slice(),
    );
    Ok(row.map(Failures::from))
}

/// Counts a failure and gives the state it led to. While the counter is blocked, by others that were under way at the same
/// time, nothing more is counted.
pub async fn count_failure(tx: &mut Tx, counter: &Counter, now: Timestamp) -> Result<Failures, StoreError> {
    // Writes the row where there is none, so that of two first failures the second waits for the first.
    let row: Option<Row> = fetch_optional!(
        tx,
        Row,
        "INSERT INTO attempts (counter, failures, last_failed_at, blocked_until, forgotten_at) VALUES ($1, 0, $2, $2, $2)
         ON CONFLICT (counter) DO UPDATE SET failures = attempts.failures
         RETURNING failures, last_failed_at, blocked_until",
        counter.key.as_slice(),
        Micros::from(now),
    );
    let before = row.map(Failures::from).filter(|failures| failures.count > 0);
    if let Some(blocked) = before.filter(|before| counter.throttle.wait(before, now).is_some()) {
        return Ok(blocked);
    }
    let after = counter.throttle.after_failure(before, now);
    execute!(
        tx,
        "UPDATE attempts SET failures = $2, last_failed_at = $3, blocked_until = $4, forgotten_at = $5 WHERE counter = $1",
        counter.key.as_slice(),
        i64::from(after.count),
        Micros::from(after.last_at),
        Micros::from(after.blocked_until),
        Micros::from(counter.throttle.forgotten_at(&after)),
    );
    Ok(after)
}

/// Forgets what was counted: an attempt succeeded.
pub async fn forget(tx: &mut Tx, counter: &Counter) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM attempts WHERE counter = $1", counter.key.as_slice());
    Ok(())
}

/// Forgets what weighs nothing any more.
pub async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(
        tx,
        "DELETE FROM attempts WHERE forgotten_at <= $1",
        Micros::from(moment)
    ))
}

impl From<Row> for Failures {
    fn from(row: Row) -> Self {
        Self {
            count: u32::try_from(row.failures).unwrap_or(u32::MAX),
            last_at: row.last_failed_at.timestamp(),
            blocked_until: row.blocked_until.timestamp(),
        }
    }
}
