//! Users: the people of an account.

mod insert_many;
mod list;
mod listed;
#[macro_use]
mod packed;
mod record;
mod refold;
mod since;

pub use insert_many::{SeededUser, insert_all, insert_many};
pub use list::{Column, Filter, Order, Place, PlaceValue, count, list};
pub use listed::Listed;
pub use packed::ListedUser;
pub use record::{NewUser, UserRecord};
pub(crate) use refold::{refold_postgres, refold_sqlite};
pub use since::{active_since, changed_after, changed_for_holders_after};

use jiff::Timestamp;
use roster_domain::{AccountId, UserId, search};

use crate::accounts::{AccountRecord, account_columns};
use crate::statement::Statement;
use crate::{Micros, StoreError, Tx, accounts};

/// The columns of a [`UserRecord`], in the order in which it reads them, for the statements that read one.
#[macro_export]
#[doc(hidden)]
macro_rules! user_columns {
    () => {
        "id, account_id, first_name, last_name, login_email, communication_email, language, role, billing_manager, status, \
         entered, password_hash, version, billing_version, revision, billing_revision, created_at, updated_at, \
         billing_updated_at, last_active_at"
    };
}

/// What became of an insert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    Done,
    /// The login email is in use, or was used up before, somewhere on the platform.
    LoginEmailTaken,
}

/// Adds a user. Whether the login email is free is decided by the database's unique index.
pub async fn insert(tx: &mut Tx, user: &NewUser) -> Result<Inserted, StoreError> {
    let added = insert_many::insert_rows(tx, &[(user, None)]).await?;
    Ok(if added.is_empty() {
        Inserted::LoginEmailTaken
    } else {
        Inserted::Done
    })
}

/// The same, giving the beginning of a statement that has to run after it. Both run together, and fail by [`is_login_email_taken`]
/// where the login email is in use.
pub(crate) fn insert_before(tx: &Tx, user: &NewUser) -> Statement {
    insert_many::insertion(&[(user, None)]).and_then(tx, "added")
}

/// Whether a statement failed because a login email that it adds is taken.
pub(crate) fn is_login_email_taken(error: &StoreError) -> bool {
    let StoreError::Database(sqlx::Error::Database(error)) = error else {
        return false;
    };
    // SQLite names the column (<https://www.sqlite.org/rescode.html#constraint_unique>), PostgreSQL the index.
    error.constraint() == Some("users_login_email_key_unique")
        || error.message() == "UNIQUE constraint failed: users.login_email_key"
}

/// The user of this account with this id.
pub async fn get(tx: &mut Tx, account: AccountId, id: UserId) -> Result<Option<UserRecord>, StoreError> {
    Ok(fetch_optional!(
        tx,
        UserRecord,
        concat!(
            "SELECT ",
            user_columns!(),
            " FROM users WHERE id = $1 AND account_id = $2"
        ),
        id.as_uuid(),
        account.as_uuid(),
    ))
}

/// The user, wherever on the platform, whose login email has this canonical key.
pub async fn by_login_email_key(tx: &mut Tx, key: &str) -> Result<Option<UserRecord>, StoreError> {
    Ok(fetch_optional!(
        tx,
        UserRecord,
        concat!("SELECT ", user_columns!(), " FROM users WHERE login_email_key = $1"),
        key,
    ))
}

/// The same, and whether the token of this hash is one of a device that the login knows; none knows no token at all.
pub async fn by_login_email_key_on_device(
    tx: &mut Tx,
    key: &str,
    device_token_hash: Option<&[u8; 32]>,
) -> Result<Option<(UserRecord, bool)>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        user: UserRecord,
        device_is_known: bool,
    }
    let found = fetch_optional!(
        tx,
        Row,
        concat!(
            "SELECT ",
            user_columns!(),
            ", EXISTS (SELECT 1 FROM devices d WHERE d.user_id = users.id AND d.token_hash = $2) AS device_is_known
             FROM users WHERE login_email_key = $1"
        ),
        key,
        device_token_hash.map(<[u8; 32]>::as_slice),
    );
    Ok(found.map(|row| (row.user, row.device_is_known)))
}

/// Writes back what may change of a user: everything but the login email, the id and when they were created. The record
/// is written whole: it was read in this transaction, after the account's revision was advanced.
pub async fn update(tx: &mut Tx, user: &UserRecord) -> Result<(), StoreError> {
    let folded = Folded::of(
        &user.first_name,
        &user.last_name,
        &user.login_email,
        &user.communication_email,
    );
    execute!(
        tx,
        "UPDATE users SET first_name = $2, last_name = $3, communication_email = $4, language = $5, role = $6,
                billing_manager = $7, status = $8, entered = $9, password_hash = $10, version = $11, billing_version = $12,
                revision = $13, billing_revision = $14, updated_at = $15, billing_updated_at = $16, first_name_sort = $17,
                last_name_sort = $18, search_text = $19, search_folding = $20
         WHERE id = $1",
        user.id.as_uuid(),
        &user.first_name,
        &user.last_name,
        &user.communication_email,
        user.language.tag(),
        user.role.as_str(),
        user.billing_manager,
        user.status.as_str(),
        user.entered,
        &user.password_hash,
        user.version,
        user.billing_version,
        user.revision,
        user.billing_revision,
        user.updated_at,
        user.billing_updated_at,
        &folded.first_name_sort,
        &folded.last_name_sort,
        &folded.search_text,
        search::FOLDING,
    );
    Ok(())
}

/// Marks the record as changed at a revision although none of its own columns are: its invitation's state is shown in it.
pub async fn touch(tx: &mut Tx, id: UserId, revision: i64) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE users SET revision = $2 WHERE id = $1",
        id.as_uuid(),
        revision
    );
    Ok(())
}

/// The same for everyone whose open invitation names this user as its author.
pub async fn touch_invited_by(
    tx: &mut Tx,
    account: AccountId,
    inviter: UserId,
    revision: i64,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE users SET revision = $3 WHERE id IN
                (SELECT user_id FROM invitations WHERE account_id = $1 AND invited_by = $2 AND state = 'open')",
        account.as_uuid(),
        inviter.as_uuid(),
        revision
    );
    Ok(())
}

/// Notes that a user was active, and gives their account as it is then. Not a change: no revision goes with it.
pub async fn set_last_active(
    tx: &mut Tx,
    account: AccountId,
    id: UserId,
    at: Timestamp,
) -> Result<AccountRecord, StoreError> {
    let account = if tx.is_postgres() {
        fetch_optional!(
            tx,
            AccountRecord,
            concat!(
                "WITH counted AS (UPDATE accounts SET activity = activity + 1 WHERE id = $3 RETURNING ",
                account_columns!(),
                "), noted AS (UPDATE users SET last_active_at = $2, activity = (SELECT activity FROM counted) WHERE id = $1)
                 SELECT * FROM counted"
            ),
            id.as_uuid(),
            Micros::from(at),
            account.as_uuid(),
        )
    } else {
        let counted = accounts::count_activity(tx, account).await?;
        if let Some(counted) = &counted {
            execute!(
                tx,
                "UPDATE users SET last_active_at = $2, activity = $3 WHERE id = $1",
                id.as_uuid(),
                Micros::from(at),
                counted.activity,
            );
        }
        counted
    };
    account.ok_or_else(|| StoreError::Corrupt("a user active in an account that is not there".to_owned()))
}

/// Deletes a user who never entered, which frees their login email, and leaves a tombstone for the replicas. One who has
/// entered is refused as corrupt: their login email is used up, whatever the record at hand says.
pub async fn delete(tx: &mut Tx, user: &UserRecord, revision: i64, now: Timestamp) -> Result<(), StoreError> {
    let deleted = execute!(tx, "DELETE FROM users WHERE id = $1 AND NOT entered", user.id.as_uuid());
    if deleted != 1 {
        return Err(StoreError::Corrupt(
            "a user to be deleted who has entered, or is gone".to_owned(),
        ));
    }
    execute!(
        tx,
        "INSERT INTO user_tombstones (account_id, user_id, revision, deleted_at) VALUES ($1, $2, $3, $4)",
        user.account_id.as_uuid(),
        user.id.as_uuid(),
        revision,
        Micros::from(now),
    );
    Ok(())
}

/// What ordering and searching use, computed here because the engines fold text differently.
struct Folded {
    first_name_sort: Vec<u8>,
    last_name_sort: Vec<u8>,
    login_email_sort: Vec<u8>,
    search_text: String,
}

impl Folded {
    fn of(first_name: &str, last_name: &str, login_email: &str, communication_email: &str) -> Self {
        Self {
            first_name_sort: Self::joined(first_name, last_name),
            last_name_sort: Self::joined(last_name, first_name),
            login_email_sort: search::sort_key(login_email),
            search_text: search_text(first_name, last_name, login_email, communication_email),
        }
    }

    /// A zero byte sorts before every letter: people of one last name are ordered by their first.
    fn joined(first: &str, second: &str) -> Vec<u8> {
        [search::sort_key(first), vec![0], search::sort_key(second)].concat()
    }
}

/// What a search looks for its words in.
fn search_text(first_name: &str, last_name: &str, login_email: &str, communication_email: &str) -> String {
    search::searched([first_name, last_name, login_email, communication_email])
}
