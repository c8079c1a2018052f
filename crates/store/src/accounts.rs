//! Accounts: the tenants.

use jiff::Timestamp;
use roster_domain::{AccountId, AccountName, Language, Term};

use crate::audit::NewAuditEvent;
use crate::history::RevisionMark;
use crate::invitations::NewInvitation;
use crate::mails::NewMail;
use crate::statement::Statement;
use crate::users::NewUser;
use crate::{Micros, StoreError, Tx, audit, invitations, users};

/// The columns of an [`AccountRecord`].
macro_rules! account_columns {
    () => {
        "id, name, language, revision, oldest_cursor_revision, activity,
         (SELECT m.mark FROM revision_marks m WHERE m.account_id = accounts.id AND m.revision = accounts.revision) AS mark"
    };
}
pub(crate) use account_columns;

/// One customer organisation, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AccountRecord {
    #[sqlx(try_from = "uuid::Uuid")]
    pub id: AccountId,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub language: Language,
    pub revision: i64,
    pub oldest_cursor_revision: i64,
    /// Counts how often someone was noted to be active, which no revision goes with.
    pub activity: i64,
    /// The mark at the revision: see [`history`](crate::history).
    pub mark: Option<String>,
}

/// Adds an account, at revision 0.
pub async fn insert(
    tx: &mut Tx,
    id: AccountId,
    name: &AccountName,
    language: Language,
    now: Timestamp,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO accounts (id, name, language, created_at) VALUES ($1, $2, $3, $4)",
        id.as_uuid(),
        name.as_str(),
        language.tag(),
        Micros::from(now),
    );
    Ok(())
}

/// What an account's row holds for the transaction that locked it: until the commit, nobody else writes it, on any node.
#[derive(Debug, sqlx::FromRow)]
pub struct Held {
    /// The account's revision: the new one, where the transaction advanced it.
    pub revision: i64,
    /// When its invitations were last spent from, and until when they are spent: see [`Self::invitations_spent`].
    pub invitations_spent_at: Micros,
    pub invitations_spent_until: Micros,
    /// How far its log has come.
    #[sqlx(flatten)]
    pub log: audit::Place,
}

impl Held {
    /// What was spent of the account's invitations, by the rules of the domain's quota.
    pub fn invitations_spent(&self) -> Term {
        Term {
            from: self.invitations_spent_at.timestamp(),
            until: self.invitations_spent_until.timestamp(),
        }
    }

    /// To be written when the transaction is settled.
    pub fn invitations_are_spent(&mut self, spent: Term) {
        self.invitations_spent_at = spent.from.into();
        self.invitations_spent_until = spent.until.into();
    }
}

/// What stands in [`Held`].
macro_rules! held {
    () => {
        "revision, invitations_spent_at, invitations_spent_until, audit_seq AS seq, audit_open_seq AS open_seq, \
         audit_hash AS hash, audit_open_hash AS open_hash"
    };
}

/// Advances the account's revision by one, leaves a mark there, and gives what the account's row holds. Every write does this first:
/// until it commits, no other write of the account goes on, on any node, so that what is counted afterwards stays true.
pub async fn hold(tx: &mut Tx, id: AccountId, mark: &RevisionMark) -> Result<Held, StoreError> {
    hold_by(tx, id, 1, mark).await
}

/// Advances the revision by `count`, for that many changes in one transaction: it is the last of them.
pub async fn hold_by(tx: &mut Tx, id: AccountId, count: i64, mark: &RevisionMark) -> Result<Held, StoreError> {
    let held = if tx.is_postgres() {
        hold_and_notify(tx, id, count, mark).await?
    } else {
        hold_alone(tx, id, count, mark).await?
    };
    held.ok_or_else(|| StoreError::Corrupt("a write in an account that is not there".to_owned()))
}

/// Holds the account without advancing its revision, for what changes nothing that it shows. What is read afterwards stays true
/// until the commit all the same: nobody is removed, and no password changed, meanwhile.
pub async fn lock(tx: &mut Tx, id: AccountId) -> Result<Held, StoreError> {
    // On SQLite whoever may write has the database to themselves.
    let sql = if tx.is_postgres() {
        concat!("SELECT ", held!(), " FROM accounts WHERE id = $1 FOR NO KEY UPDATE")
    } else {
        concat!("SELECT ", held!(), " FROM accounts WHERE id = $1")
    };
    let held = fetch_optional!(tx, Held, sql, id.as_uuid());
    held.ok_or_else(|| StoreError::Corrupt("a write in an account that is not there".to_owned()))
}

/// What is written last in a transaction, since nothing in it has to be read before the commit.
#[derive(Debug, Default)]
pub struct Rest {
    /// A user.
    pub added: Option<NewUser>,
    /// Invitations of users who have none yet, each with its mail.
    pub invited: Vec<(NewInvitation, NewMail)>,
    /// Events of the account's log, in their order.
    pub events: Vec<NewAuditEvent>,
}

/// What became of the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// All is written. The number is the place of the last event in the log.
    Done(i64),
    /// The login email of the user to be added is in use, or was used up before. Nothing more can be done in the transaction but to
    /// roll it back, if only to its savepoint.
    LoginEmailTaken,
}

/// Writes the rest of a transaction, and what the account's row holds by then: all at once, unless the rest is long.
pub async fn settle(tx: &mut Tx, id: AccountId, held: &Held, rest: Rest) -> Result<Settled, StoreError> {
    match write_rest(tx, id, held, rest).await {
        Err(error) if users::is_login_email_taken(&error) => Ok(Settled::LoginEmailTaken),
        settled => settled,
    }
}

async fn write_rest(tx: &mut Tx, id: AccountId, held: &Held, rest: Rest) -> Result<Settled, StoreError> {
    let begun = match &rest.added {
        Some(user) => users::insert_before(tx, user),
        None => Statement::default(),
    };
    let begun = invitations::insert_many_with_mails(tx, begun, &rest.invited).await?;
    let (mut statement, last) = audit::write_after(tx, id, &held.log, rest.events, begun).await?;
    statement.push("UPDATE accounts SET ");
    last.set(&mut statement);
    statement
        .push(", invitations_spent_at = ")
        .bind(held.invitations_spent_at);
    statement
        .push(", invitations_spent_until = ")
        .bind(held.invitations_spent_until);
    statement.push(" WHERE id = ").bind(id.as_uuid());
    execute_of!(tx, statement);
    Ok(Settled::Done(last.seq()))
}

/// On PostgreSQL, by one statement. It also notifies every node of the revision, when and only when this transaction commits.
async fn hold_and_notify(
    tx: &mut Tx,
    id: AccountId,
    count: i64,
    mark: &RevisionMark,
) -> Result<Option<Held>, StoreError> {
    Ok(fetch_optional!(
        tx,
        Held,
        concat!(
            "WITH held AS (UPDATE accounts SET revision = revision + $2 WHERE id = $1 RETURNING ",
            held!(),
            "), marked AS (INSERT INTO revision_marks (account_id, revision, mark, made_at)
                           SELECT $1, revision, $3, $4 FROM held ON CONFLICT (account_id, revision) DO NOTHING)
             SELECT *, pg_notify($5, CAST($6 AS TEXT) || ' ' || revision) FROM held"
        ),
        id.as_uuid(),
        count,
        &mark.text,
        Micros::from(mark.made_at),
        crate::watch::CHANNEL,
        id.to_string(),
    ))
}

async fn hold_alone(tx: &mut Tx, id: AccountId, count: i64, mark: &RevisionMark) -> Result<Option<Held>, StoreError> {
    // A revision that has its mark keeps it.
    Ok(fetch_optional!(
        tx,
        Held,
        concat!(
            "INSERT INTO revision_marks (account_id, revision, mark, made_at)
             SELECT id, revision + $2, $3, $4 FROM accounts WHERE id = $1
             ON CONFLICT (account_id, revision) DO NOTHING;
             UPDATE accounts SET revision = revision + $2 WHERE id = $1 RETURNING ",
            held!()
        ),
        id.as_uuid(),
        count,
        &mark.text,
        Micros::from(mark.made_at),
    ))
}

/// Counts that someone of the account was active.
pub(crate) async fn count_activity(tx: &mut Tx, id: AccountId) -> Result<Option<AccountRecord>, StoreError> {
    Ok(fetch_optional!(
        tx,
        AccountRecord,
        concat!(
            "UPDATE accounts SET activity = activity + 1 WHERE id = $1 RETURNING ",
            account_columns!()
        ),
        id.as_uuid(),
    ))
}

/// The account, if there is one of this id.
pub async fn get(tx: &mut Tx, id: AccountId) -> Result<Option<AccountRecord>, StoreError> {
    Ok(fetch_optional!(
        tx,
        AccountRecord,
        concat!("SELECT ", account_columns!(), " FROM accounts WHERE id = $1"),
        id.as_uuid(),
    ))
}

/// Every account's id, in the order in which they were made.
pub async fn ids(tx: &mut Tx) -> Result<Vec<AccountId>, StoreError> {
    let found: Vec<(uuid::Uuid,)> = fetch_all!(tx, (uuid::Uuid,), "SELECT id FROM accounts ORDER BY id");
    Ok(found.into_iter().map(|(id,)| AccountId::from_uuid(id)).collect())
}

/// Whether there is any account at all.
pub async fn any(tx: &mut Tx) -> Result<bool, StoreError> {
    let found: bool = fetch_scalar!(tx, "SELECT EXISTS (SELECT 1 FROM accounts)");
    Ok(found)
}

/// Renames the account and sets the language suggested for new users.
pub async fn update(tx: &mut Tx, id: AccountId, name: &str, language: Language) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE accounts SET name = $2, language = $3 WHERE id = $1",
        id.as_uuid(),
        name,
        language.tag(),
    );
    Ok(())
}
