//! Who keeps an account from being locked out of itself.

use roster_domain::{AccountId, Guardians};

use crate::{StoreError, Tx};

/// Counts the active administrators, and the billing managers among them. True until the end of a transaction that has
/// advanced the account's revision.
pub async fn count(tx: &mut Tx, account: AccountId) -> Result<Guardians, StoreError> {
    let (administrators, billing_administrators): (i64, i64) = fetch_optional!(
        tx,
        (i64, i64),
        "SELECT COUNT(*), COUNT(*) FILTER (WHERE billing_manager) FROM users
         WHERE account_id = $1 AND role = 'administrator' AND status = 'active'",
        account.as_uuid(),
    )
    .unwrap_or_default();
    Ok(Guardians {
        administrators: administrators.unsigned_abs(),
        billing_administrators: billing_administrators.unsigned_abs(),
    })
}
