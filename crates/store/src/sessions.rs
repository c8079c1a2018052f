//! Sessions: who is signed in, by the hash of a bearer token.

use jiff::Timestamp;
use roster_domain::{AccountId, SessionId, UserId};

use crate::accounts::{self, AccountRecord};
use crate::users::{self, UserRecord};
use crate::{Micros, StoreError, Tx};

/// More than anyone looks through. All of them end when all others are ended.
const MOST_LISTED: i64 = 200;

/// A session about to begin.
#[derive(Debug, Clone)]
pub struct NewSession {
    pub id: SessionId,
    pub account: AccountId,
    pub user: UserId,
    pub token_hash: [u8; 32],
    /// What the device calls itself.
    pub device_name: Option<String>,
    /// The network address it begins from.
    pub origin: Option<String>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// Begins a session.
pub async fn insert(tx: &mut Tx, session: &NewSession) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO sessions (id, account_id, user_id, token_hash, device_name, origin, created_at, last_used_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
        session.id.as_uuid(),
        session.account.as_uuid(),
        session.user.as_uuid(),
        session.token_hash.as_slice(),
        &session.device_name,
        &session.origin,
        Micros::from(session.created_at),
        Micros::from(session.expires_at),
    );
    Ok(())
}

/// A session as it is known.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SessionRecord {
    #[sqlx(try_from = "uuid::Uuid")]
    pub id: SessionId,
    pub device_name: Option<String>,
    pub origin: Option<String>,
    pub created_at: Micros,
    pub last_used_at: Micros,
    pub expires_at: Micros,
}

/// Who asks with a token.
#[derive(Debug, Clone)]
pub struct CallerRecord {
    pub session: SessionId,
    pub last_used_at: Timestamp,
    pub user: UserRecord,
    pub account: AccountRecord,
}

/// Which sessions go on at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoingOn {
    /// The moment: whatever ends by then has ended.
    pub at: Timestamp,
    /// What was not used since then has ended, too.
    pub used_since: Timestamp,
}

#[derive(sqlx::FromRow)]
struct LiveSession {
    id: uuid::Uuid,
    account_id: uuid::Uuid,
    user_id: uuid::Uuid,
    last_used_at: Micros,
}

/// What finds the session of a token, with one column more.
macro_rules! select_live_session {
    ($more:literal) => {
        concat!(
            "SELECT s.id, s.account_id, s.user_id, s.last_used_at",
            $more,
            " FROM sessions s JOIN users u ON u.id = s.user_id
              WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.last_used_at > $3 AND u.status = 'active'"
        )
    };
}

/// The session of a token, its user and their account: as long as the session goes on and the user is active. From then on
/// the transaction is narrowed to that account.
pub async fn caller(tx: &mut Tx, token_hash: &[u8; 32], going_on: GoingOn) -> Result<Option<CallerRecord>, StoreError> {
    // Narrowed by the same statement: every request begins with this one.
    let sql = if tx.is_postgres() {
        select_live_session!(", set_config('roster.scope', CAST(s.account_id AS TEXT), TRUE)")
    } else {
        select_live_session!("")
    };
    let session = fetch_optional!(
        tx,
        LiveSession,
        sql,
        token_hash.as_slice(),
        Micros::from(going_on.at),
        Micros::from(going_on.used_since),
    );
    let Some(session) = session else { return Ok(None) };
    let account = roster_domain::AccountId::from_uuid(session.account_id);
    let user = users::get(tx, account, UserId::from_uuid(session.user_id)).await?;
    let account = accounts::get(tx, account).await?;
    Ok(user.zip(account).map(|(user, account)| CallerRecord {
        session: SessionId::from_uuid(session.id),
        last_used_at: session.last_used_at.timestamp(),
        user,
        account,
    }))
}

/// The sessions of a user that go on, the one used last first; of very many, as many as [`MOST_LISTED`].
pub async fn list(tx: &mut Tx, user: UserId, going_on: GoingOn) -> Result<Vec<SessionRecord>, StoreError> {
    Ok(fetch_all!(
        tx,
        SessionRecord,
        "SELECT id, device_name, origin, created_at, last_used_at, expires_at FROM sessions
         WHERE user_id = $1 AND expires_at > $2 AND last_used_at > $3 ORDER BY last_used_at DESC, id DESC LIMIT $4",
        user.as_uuid(),
        Micros::from(going_on.at),
        Micros::from(going_on.used_since),
        MOST_LISTED,
    ))
}

/// Notes that a session was used. Not a change: no revision goes with it.
pub async fn set_last_used(tx: &mut Tx, id: SessionId, at: Timestamp) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE sessions SET last_used_at = $2 WHERE id = $1 AND last_used_at < $2",
        id.as_uuid(),
        Micros::from(at)
    );
    Ok(())
}

/// A session that was just ended.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EndedSession {
    pub device_name: Option<String>,
}

/// Ends one session of a user. `None` when they have no such session.
pub async fn end_one_of(tx: &mut Tx, user: UserId, id: SessionId) -> Result<Option<EndedSession>, StoreError> {
    Ok(fetch_optional!(
        tx,
        EndedSession,
        "DELETE FROM sessions WHERE id = $1 AND user_id = $2 RETURNING device_name",
        id.as_uuid(),
        user.as_uuid(),
    ))
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

/// Forgets the sessions that have ended by themselves.
pub async fn forget_expired(tx: &mut Tx, going_on: GoingOn) -> Result<u64, StoreError> {
    Ok(execute!(
        tx,
        "DELETE FROM sessions WHERE expires_at <= $1 OR last_used_at <= $2",
        Micros::from(going_on.at),
        Micros::from(going_on.used_since),
    ))
}

/// How many sessions go on.
pub async fn count(tx: &mut Tx, going_on: GoingOn) -> Result<i64, StoreError> {
    let count: i64 = fetch_scalar!(
        tx,
        "SELECT COUNT(*) FROM sessions WHERE expires_at > $1 AND last_used_at > $2",
        Micros::from(going_on.at),
        Micros::from(going_on.used_since),
    );
    Ok(count)
}
