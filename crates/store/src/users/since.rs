//! Users in the order in which they changed, whoever may notice it: to hold an account in memory and to keep that up.

use roster_domain::AccountId;

use super::UserRecord;
use crate::changes::ChangePlace;
use crate::{StoreError, Tx, user_columns};

/// What reads the users of an account of which more is true.
macro_rules! select_users {
    ($more:literal) => {
        concat!(
            "SELECT ",
            user_columns!(),
            " FROM users WHERE account_id = $1 AND ",
            $more
        )
    };
}

/// At most `limit` users whose last change that anyone may notice comes after a place, in that order.
pub async fn changed_after(
    tx: &mut Tx,
    account: AccountId,
    after: ChangePlace,
    limit: i64,
) -> Result<Vec<UserRecord>, StoreError> {
    Ok(fetch_all!(
        tx,
        UserRecord,
        select_users!("(revision, id) > ($2, $3) ORDER BY revision, id LIMIT $4"),
        account.as_uuid(),
        after.revision,
        after.id,
        limit,
    ))
}

/// At most `limit` users whose last change was one that only billing managers may notice, after a revision.
pub async fn changed_for_holders_after(
    tx: &mut Tx,
    account: AccountId,
    revision: i64,
    limit: i64,
) -> Result<Vec<UserRecord>, StoreError> {
    Ok(fetch_all!(
        tx,
        UserRecord,
        select_users!("billing_revision > $2 AND billing_revision > revision LIMIT $3"),
        account.as_uuid(),
        revision,
        limit,
    ))
}

/// At most `limit` users who were noted to be active since a count of that.
pub async fn active_since(
    tx: &mut Tx,
    account: AccountId,
    activity: i64,
    limit: i64,
) -> Result<Vec<UserRecord>, StoreError> {
    Ok(fetch_all!(
        tx,
        UserRecord,
        select_users!("activity > $2 AND activity > 0 LIMIT $3"),
        account.as_uuid(),
        activity,
        limit,
    ))
}
