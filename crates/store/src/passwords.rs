//! Password hashes, in PHC string format.

use roster_domain::UserId;

use crate::{StoreError, Tx};

/// Puts a stronger hash of the same password in the place of a weaker one; nothing happens when the password was changed
/// meanwhile. Not a change that anyone may notice: no revision goes with it.
pub async fn strengthen(tx: &mut Tx, user: UserId, weaker: &str, stronger: &str) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2",
        user.as_uuid(),
        weaker,
        stronger,
    );
    Ok(())
}
