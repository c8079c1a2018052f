//! Removals that can still be undone: who made each, when, and the password that the user had.

use jiff::Timestamp;
use roster_domain::{AccountId, Removal, UserId};
use uuid::Uuid;

use crate::{Micros, StoreError, Tx};

/// A removal, with what it took away.
#[derive(Clone)]
pub struct RemovalRecord {
    pub removal: Removal,
    /// In PHC string format.
    pub password_hash: Option<String>,
}

impl std::fmt::Debug for RemovalRecord {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RemovalRecord")
            .field("removal", &self.removal)
            .finish_non_exhaustive()
    }
}

/// Notes the removal of a user, in the place of an earlier one.
pub async fn note(
    tx: &mut Tx,
    account: AccountId,
    user: UserId,
    removal: Removal,
    password_hash: Option<&str>,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO removals (user_id, account_id, removed_by, removed_at, password_hash) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (user_id) DO UPDATE SET removed_by = $3, removed_at = $4, password_hash = $5",
        user.as_uuid(),
        account.as_uuid(),
        removal.by.as_uuid(),
        Micros::from(removal.at),
        password_hash,
    );
    Ok(())
}

/// The removal of a user, if it is still known.
pub async fn of(tx: &mut Tx, user: UserId) -> Result<Option<RemovalRecord>, StoreError> {
    let noted: Option<(Uuid, Micros, Option<String>)> = fetch_optional!(
        tx,
        (Uuid, Micros, Option<String>),
        "SELECT removed_by, removed_at, password_hash FROM removals WHERE user_id = $1",
        user.as_uuid(),
    );
    Ok(noted.map(|(by, at, password_hash)| RemovalRecord {
        removal: Removal {
            by: by.into(),
            at: at.timestamp(),
        },
        password_hash,
    }))
}

/// Forgets the removal of a user: it was undone, or they were restored.
pub async fn forget(tx: &mut Tx, user: UserId) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM removals WHERE user_id = $1", user.as_uuid());
    Ok(())
}

/// Forgets the removals from before a moment.
pub async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(
        tx,
        "DELETE FROM removals WHERE removed_at <= $1",
        Micros::from(moment)
    ))
}
