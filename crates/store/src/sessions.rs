//! Sessions: who is signed in, by the hash of a bearer token.

use jiff::Timestamp;
use roster_domain::{AccountId, DeviceId, Language, SessionId, UserId};
use uuid::Uuid;

use crate::accounts::AccountRecord;
use crate::devices::{self, NewDevice};
use crate::statement::Statement;
use crate::users::UserRecord;
use crate::{Micros, StoreError, Tx, user_columns};

/// More than anyone looks through. All of them end when all others are ended.
const MOST_LISTED: i64 = 200;

/// Ids named in one statement.
const IDS_A_STATEMENT: usize = 500;

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
    insert_after(tx, Statement::default(), session, None).await
}

/// Begins a session on a device, which is remembered by a new token in the place of the one that it showed.
pub async fn insert_on_device(
    tx: &mut Tx,
    session: &NewSession,
    device: &NewDevice,
    shown: Option<&[u8; 32]>,
) -> Result<(), StoreError> {
    let remembered = devices::remember(tx, device, shown);
    insert_after(tx, remembered, session, Some(device.id)).await
}

async fn insert_after(
    tx: &mut Tx,
    begun: Statement,
    session: &NewSession,
    device: Option<DeviceId>,
) -> Result<(), StoreError> {
    let mut statement = begun;
    statement.push(
        "INSERT INTO sessions (id, account_id, user_id, token_hash, device_name, device_id, origin, created_at, last_used_at,
                               expires_at) VALUES ",
    );
    let created_at = Micros::from(session.created_at);
    statement.row([
        session.id.as_uuid().into(),
        session.account.as_uuid().into(),
        session.user.as_uuid().into(),
        session.token_hash.as_slice().into(),
        session.device_name.clone().into(),
        device.map(DeviceId::as_uuid).into(),
        session.origin.clone().into(),
        created_at.into(),
        created_at.into(),
        Micros::from(session.expires_at).into(),
    ]);
    execute_of!(tx, statement);
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
    /// The place of the last event in the account's log.
    pub audit_seq: i64,
}

/// Which sessions go on at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoingOn {
    /// The moment: whatever ends by then has ended.
    pub at: Timestamp,
    /// What was not used since then has ended, too.
    pub used_since: Timestamp,
}

/// One row of everything that a request begins with.
#[derive(sqlx::FromRow)]
struct CallerRow {
    #[sqlx(flatten)]
    user: UserRecord,
    session_id: Uuid,
    session_used_at: Micros,
    account_name: String,
    #[sqlx(try_from = "String")]
    account_language: Language,
    account_revision: i64,
    account_oldest_cursor_revision: i64,
    account_activity: i64,
    account_mark: Option<String>,
    account_audit_seq: i64,
}

/// What finds the session of a token with its user and their account, with one column more. Only the users' columns go by
/// their own names in it.
macro_rules! select_caller {
    ($more:literal) => {
        concat!(
            "SELECT ",
            user_columns!(),
            ", session_id, session_used_at, account_name, account_language, account_revision, account_oldest_cursor_revision, \
             account_activity, account_mark, account_audit_seq",
            $more,
            " FROM (SELECT id AS session_id, user_id AS session_of, last_used_at AS session_used_at FROM sessions \
                    WHERE token_hash = $1 AND expires_at > $2 AND last_used_at > $3) live \
              JOIN users ON id = session_of \
              JOIN (SELECT id AS the_account, name AS account_name, language AS account_language, revision AS account_revision, \
                           oldest_cursor_revision AS account_oldest_cursor_revision, activity AS account_activity, \
                           audit_seq AS account_audit_seq \
                    FROM accounts) standing ON the_account = account_id \
              LEFT JOIN (SELECT account_id AS marked_account, revision AS marked_revision, mark AS account_mark \
                         FROM revision_marks) marked ON marked_account = the_account AND marked_revision = account_revision \
              WHERE status = 'active'"
        )
    };
}

/// The session of a token, its user and their account: as long as the session goes on and the user is active. From then on
/// the transaction is narrowed to that account.
pub async fn caller(tx: &mut Tx, token_hash: &[u8; 32], going_on: GoingOn) -> Result<Option<CallerRecord>, StoreError> {
    // All by one statement: every request begins with it.
    let sql = if tx.is_postgres() {
        select_caller!(", set_config('roster.scope', CAST(account_id AS TEXT), TRUE)")
    } else {
        select_caller!("")
    };
    let found = fetch_optional!(
        tx,
        CallerRow,
        sql,
        token_hash.as_slice(),
        Micros::from(going_on.at),
        Micros::from(going_on.used_since),
    );
    Ok(found.map(CallerRecord::from))
}

impl From<CallerRow> for CallerRecord {
    fn from(row: CallerRow) -> Self {
        Self {
            session: SessionId::from_uuid(row.session_id),
            last_used_at: row.session_used_at.timestamp(),
            audit_seq: row.account_audit_seq,
            account: AccountRecord {
                id: row.user.account_id,
                name: row.account_name,
                language: row.account_language,
                revision: row.account_revision,
                oldest_cursor_revision: row.account_oldest_cursor_revision,
                activity: row.account_activity,
                mark: row.account_mark,
            },
            user: row.user,
        }
    }
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

/// The sessions of an account that go on, each with the time of its last noted use.
pub async fn going_on_in(
    tx: &mut Tx,
    account: AccountId,
    going_on: GoingOn,
) -> Result<Vec<(SessionId, Timestamp)>, StoreError> {
    let found: Vec<(Uuid, Micros)> = fetch_all!(
        tx,
        (Uuid, Micros),
        "SELECT s.id, s.last_used_at FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.account_id = $1 AND s.expires_at > $2 AND s.last_used_at > $3 AND u.status = 'active'",
        account.as_uuid(),
        Micros::from(going_on.at),
        Micros::from(going_on.used_since),
    );
    let session = |(id, last_used_at): (Uuid, Micros)| (SessionId::from_uuid(id), last_used_at.timestamp());
    Ok(found.into_iter().map(session).collect())
}

/// The same as [`set_last_used`] of many sessions.
pub async fn set_all_last_used(tx: &mut Tx, ids: &[SessionId], at: Timestamp) -> Result<(), StoreError> {
    for ids in ids.chunks(IDS_A_STATEMENT) {
        let mut statement = Statement::new("UPDATE sessions SET last_used_at = ");
        statement.bind(Micros::from(at).0).push(" WHERE last_used_at < ");
        statement.bind(Micros::from(at).0).push(" AND id IN ");
        statement.list(ids.iter().map(|id| id.as_uuid()));
        execute_of!(tx, statement);
    }
    Ok(())
}

/// A session that was just ended.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EndedSession {
    pub device_name: Option<String>,
    pub created_at: Micros,
}

/// Ends one session of a user. `None` when they have no such session.
pub async fn end_one_of(tx: &mut Tx, user: UserId, id: SessionId) -> Result<Option<EndedSession>, StoreError> {
    Ok(fetch_optional!(
        tx,
        EndedSession,
        "DELETE FROM sessions WHERE id = $1 AND user_id = $2 RETURNING device_name, created_at",
        id.as_uuid(),
        user.as_uuid(),
    ))
}

/// Ends every session of a user but one; the oldest is the first.
pub async fn end_others_of(tx: &mut Tx, user: UserId, kept: SessionId) -> Result<Vec<EndedSession>, StoreError> {
    let mut ended = fetch_all!(
        tx,
        EndedSession,
        "DELETE FROM sessions WHERE user_id = $1 AND id <> $2 RETURNING device_name, created_at",
        user.as_uuid(),
        kept.as_uuid(),
    );
    // What a deletion returns has no order.
    ended.sort_by_key(|session: &EndedSession| session.created_at);
    Ok(ended)
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
