//! Replies kept for 24 hours under the caller's `Idempotency-Key`, so that a request sent again is not done again.

use jiff::Timestamp;

use crate::{Micros, StoreError, Tx};

/// What a key was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// New: the caller goes on, and calls [`finish`] in the same transaction.
    Fresh,
    /// Done before: here is the reply, sealed.
    Done { status: i64, sealed_reply: Vec<u8> },
    /// Used before with another request.
    Reused,
}

#[derive(sqlx::FromRow)]
struct StoredReply {
    request_mac: Vec<u8>,
    status: Option<i64>,
    sealed_reply: Option<Vec<u8>>,
}

/// Claims a key. When another transaction holds the same one, waits until that has ended.
pub async fn claim(
    tx: &mut Tx,
    scope: &str,
    key: &str,
    request_mac: &[u8],
    now: Timestamp,
) -> Result<Claim, StoreError> {
    // Once more when what was in the way has been forgotten since: its 24 hours may end at any moment.
    for _ in 0..2 {
        if insert(tx, scope, key, request_mac, now).await? {
            return Ok(Claim::Fresh);
        }
        if let Some(stored) = stored(tx, scope, key).await? {
            return stored.claimed_by(request_mac);
        }
    }
    Err(StoreError::Corrupt(
        "an idempotency key that is neither there nor not".to_owned(),
    ))
}

/// The reply kept under a key, sealed, if this same request was done before.
pub async fn kept(tx: &mut Tx, scope: &str, key: &str, request_mac: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
    let stored = stored(tx, scope, key).await?;
    Ok(stored
        .filter(|stored| stored.request_mac == request_mac)
        .and_then(|stored| stored.sealed_reply))
}

async fn insert(tx: &mut Tx, scope: &str, key: &str, request_mac: &[u8], now: Timestamp) -> Result<bool, StoreError> {
    let inserted = execute!(
        tx,
        "INSERT INTO idempotency_keys (scope, idempotency_key, request_mac, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (scope, idempotency_key) DO NOTHING",
        scope,
        key,
        request_mac,
        Micros::from(now),
    );
    Ok(inserted == 1)
}

async fn stored(tx: &mut Tx, scope: &str, key: &str) -> Result<Option<StoredReply>, StoreError> {
    Ok(fetch_optional!(
        tx,
        StoredReply,
        "SELECT request_mac, status, sealed_reply FROM idempotency_keys WHERE scope = $1 AND idempotency_key = $2",
        scope,
        key,
    ))
}

impl StoredReply {
    fn claimed_by(self, request_mac: &[u8]) -> Result<Claim, StoreError> {
        if self.request_mac != request_mac {
            return Ok(Claim::Reused);
        }
        match (self.status, self.sealed_reply) {
            (Some(status), Some(sealed_reply)) => Ok(Claim::Done { status, sealed_reply }),
            _ => Err(StoreError::Corrupt("an idempotency key without its reply".to_owned())),
        }
    }
}

/// Keeps the reply under a key claimed in this transaction.
pub async fn finish(tx: &mut Tx, scope: &str, key: &str, status: i64, sealed_reply: &[u8]) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE idempotency_keys SET status = $3, sealed_reply = $4 WHERE scope = $1 AND idempotency_key = $2",
        scope,
        key,
        status,
        sealed_reply,
    );
    Ok(())
}

/// Forgets the keys made before a moment.
pub async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(
        tx,
        "DELETE FROM idempotency_keys WHERE created_at < $1",
        Micros::from(moment)
    ))
}
