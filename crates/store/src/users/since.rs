//! Users by when they changed, whoever may notice it: to hold an account in memory and to keep that up.

use roster_domain::AccountId;

use super::packed::{ListedUser, unpack};
use crate::changes::ChangePlace;
use crate::{StoreError, Tx};

/// The first `limit` users whose last change that anyone may notice comes after a place.
pub async fn changed_after(
    tx: &mut Tx,
    account: AccountId,
    after: ChangePlace,
    limit: i64,
) -> Result<Vec<ListedUser>, StoreError> {
    packed_users!(
        tx,
        "FROM users WHERE account_id = $1 AND (revision, id) > ($2, $3) ORDER BY revision, id LIMIT $4",
        account.as_uuid(),
        after.revision,
        after.id,
        limit,
    )
}

/// At most `limit` users whose last change was one that only billing managers may notice, after a revision.
pub async fn changed_for_holders_after(
    tx: &mut Tx,
    account: AccountId,
    revision: i64,
    limit: i64,
) -> Result<Vec<ListedUser>, StoreError> {
    packed_users!(
        tx,
        "FROM users WHERE account_id = $1 AND billing_revision > $2 AND billing_revision > revision LIMIT $3",
        account.as_uuid(),
        revision,
        limit,
    )
}

/// At most `limit` users who were noted to be active since a count of that.
pub async fn active_since(
    tx: &mut Tx,
    account: AccountId,
    activity: i64,
    limit: i64,
) -> Result<Vec<ListedUser>, StoreError> {
    packed_users!(
        tx,
        "FROM users WHERE account_id = $1 AND activity > $2 AND activity > 0 LIMIT $3",
        account.as_uuid(),
        activity,
        limit,
    )
}
