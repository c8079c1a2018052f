//! Sessions: who is signed in, by the hash of a bearer token.

use jiff::Timestamp;
use roster_domain::{AccountId, SessionId, UserId};

use crate::accounts::{self, AccountRecord};
use crate::users::{self, UserRecord};
use crate::{Micros, StoreError, Tx};

/// A session about to begin.
#[derive(Debug, Clone)]
pub struct NewSession {
    pub id: SessionId,
    pub account: AccountId,
    pub user: UserId,
    pub token_hash: [u8; 32],
    /// What the device calls itself.
    pub device_name: Option<String>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// Begins a session.
pub async fn insert(tx: &mut Tx, session: &NewSession) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO sessions (id, account_id, user_id, token_hash, device_name, created_at, last_used_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
        session.id.as_uuid(),
        session.account.as_uuid(),
        session.user.as_uuid(),
        session.token_hash.as_slice(),
        &session.device_name,
        Micros::from(session.created_at),
        Micros::from(session.expires_at),
    );
    Ok(())
}

#[derive(sqlx::FromRow)]
struct LiveSession {
    id: uuid::Uuid,
    account_id: uuid::Uuid,
    user_id: uuid::Uuid,
}

/// What finds the session of a token, with one column more.
macro_rules! select_live_session {
    ($more:literal) => {
        concat!(
            "SELECT s.id, s.account_id, s.user_id",
            $more,
            " FROM sessions s JOIN users u ON u.id = s.user_id
              WHERE s.token_hash = $1 AND s.expires_at > $2 AND u.status = 'active'"
        )
    };
}

/// The session of a token, its user and their account: as long as the session goes on and the user is active. From then on
/// the transaction is narrowed to that account.
pub async fn caller(
    tx: &mut Tx,
    token_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<(SessionId, UserRecord, AccountRecord)>, StoreError> {
    // Narrowed by the same statement: every request begins with this one.
    let sql = if tx.is_postgres() {
        select_live_session!(", set_config('roster.scope', CAST(s.account_id AS TEXT), TRUE)")
    } else {
        select_live_session!("")
    };
    let session = fetch_optional!(tx, LiveSession, sql, token_hash.as_slice(), Micros::from(now),);
    let Some(session) = session else { return Ok(None) };
    let account = roster_domain::AccountId::from_uuid(session.account_id);
    let user = users::get(tx, account, UserId::from_uuid(session.user_id)).await?;
    let account = accounts::get(tx, account).await?;
    Ok(user
        .zip(account)
        .map(|(user, account)| (SessionId::from_uuid(session.id), user, account)))
}

/// Notes that a session was used. Not a change: no revision goes with it.
pub async fn set_last_used(tx: &mut Tx, id: SessionId, at: Timestamp) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE sessions SET last_used_at = $2 WHERE id = $1",
        id.as_uuid(),
        Micros::from(at)
    );
    Ok(())
}

/// Ends one session.
pub async fn end(tx: &mut Tx, id: SessionId) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM sessions WHERE id = $1", id.as_uuid());
    Ok(())
}

/// Ends every session of a user, save one if given.
pub async fn end_all_of(tx: &mut Tx, user: UserId, but: Option<SessionId>) -> Result<u64, StoreError> {
    Ok(match but {
        Some(kept) => execute!(
            tx,
            "DELETE FROM sessions WHERE user_id = $1 AND id <> $2",
            user.as_uuid(),
            kept.as_uuid(),
        ),
        None => execute!(tx, "DELETE FROM sessions WHERE user_id = $1", user.as_uuid()),
    })
}

/// Forgets the sessions that have expired.
pub async fn forget_expired(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(
        tx,
        "DELETE FROM sessions WHERE expires_at <= $1",
        Micros::from(now)
    ))
}

/// How many sessions have not expired.
pub async fn count(tx: &mut Tx, now: Timestamp) -> Result<i64, StoreError> {
    let count: i64 = fetch_scalar!(
        tx,
        "SELECT COUNT(*) FROM sessions WHERE expires_at > $1",
        Micros::from(now)
    );
    Ok(count)
}
