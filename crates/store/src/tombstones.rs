//! What remembers deleted users, so that replicas learn of them.

use jiff::Timestamp;

use crate::{Micros, StoreError, Tx};

/// Forgets the deletions before a moment. Cursors of the change feed that would have needed them are too old from then on.
pub async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    let moment = Micros::from(moment);
    execute!(
        tx,
        "UPDATE accounts
         SET oldest_cursor_revision = (SELECT MAX(t.revision) FROM user_tombstones t
                                       WHERE t.account_id = accounts.id AND t.deleted_at < $1)
         WHERE id IN (SELECT account_id FROM user_tombstones WHERE deleted_at < $1)",
        moment,
    );
    Ok(execute!(
        tx,
        "DELETE FROM user_tombstones WHERE deleted_at < $1",
        moment
    ))
}
