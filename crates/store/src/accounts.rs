//! Accounts: the tenants.

use jiff::Timestamp;
use roster_domain::{AccountId, AccountName, Language};

use crate::history::{self, RevisionMark};
use crate::{Micros, StoreError, Tx};

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
    /// The mark at the revision: see [`history`].
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

/// Advances the account's revision by one, leaves a mark there, and gives the new one. Every write does this first: until it
/// commits, no other write of the account goes on, on any node, so that what is counted afterwards stays true.
pub async fn advance_revision(tx: &mut Tx, id: AccountId, mark: &RevisionMark) -> Result<i64, StoreError> {
    advance_revision_by(tx, id, 1, mark).await
}

/// Advances the revision by `count`, for that many changes in one transaction; gives the last of them.
pub async fn advance_revision_by(
    tx: &mut Tx,
    id: AccountId,
    count: i64,
    mark: &RevisionMark,
) -> Result<i64, StoreError> {
    let revision: i64 = fetch_scalar!(
        tx,
        "UPDATE accounts SET revision = revision + $2 WHERE id = $1 RETURNING revision",
        id.as_uuid(),
        count,
    );
    history::leave(tx, id, revision, mark).await?;
    Ok(revision)
}

/// Counts that someone of the account was active, and gives the count.
pub(crate) async fn count_activity(tx: &mut Tx, id: AccountId) -> Result<i64, StoreError> {
    let activity: i64 = fetch_scalar!(
        tx,
        "UPDATE accounts SET activity = activity + 1 WHERE id = $1 RETURNING activity",
        id.as_uuid(),
    );
    Ok(activity)
}

/// The account, if there is one of this id.
pub async fn get(tx: &mut Tx, id: AccountId) -> Result<Option<AccountRecord>, StoreError> {
    Ok(fetch_optional!(
        tx,
        AccountRecord,
        "SELECT id, name, language, revision, oldest_cursor_revision, activity,
                (SELECT m.mark FROM revision_marks m WHERE m.account_id = accounts.id AND m.revision = accounts.revision) AS mark
         FROM accounts WHERE id = $1",
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

/// Until when the account's invitations are spent, by the rules of the domain's quota. Right for as long as the transaction
/// holds the account, which it does once it has advanced the revision.
pub async fn invitations_spent_until(tx: &mut Tx, id: AccountId) -> Result<Timestamp, StoreError> {
    let until: i64 = fetch_scalar!(
        tx,
        "SELECT invitations_spent_until FROM accounts WHERE id = $1",
        id.as_uuid(),
    );
    Ok(Micros(until).timestamp())
}

/// Remembers how far they are spent.
pub async fn set_invitations_spent_until(tx: &mut Tx, id: AccountId, until: Timestamp) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE accounts SET invitations_spent_until = $2 WHERE id = $1",
        id.as_uuid(),
        Micros::from(until),
    );
    Ok(())
}
