//! Active administrators: whom the others of an account may ask.

use roster_domain::AccountId;

use crate::users::UserRecord;
use crate::{StoreError, Tx, user_columns};

/// Every active administrator of the account, by last name.
pub async fn list(tx: &mut Tx, account: AccountId) -> Result<Vec<UserRecord>, StoreError> {
    Ok(fetch_all!(
        tx,
        UserRecord,
        concat!(
            "SELECT ",
            user_columns!(),
            " FROM users WHERE account_id = $1 AND role = 'administrator' AND status = 'active'
              ORDER BY last_name_sort, id"
        ),
        account.as_uuid(),
    ))
}
