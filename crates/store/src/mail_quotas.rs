//! How many mails accounts have caused, counted for all nodes of the service together.

use jiff::Timestamp;
use roster_domain::{MailCounter, MailsSpent};

use crate::{Micros, StoreError, Tx};

#[derive(sqlx::FromRow)]
struct Row {
    spent_at: Micros,
    spent_until: Micros,
}

/// What was spent of a counter. Whoever counts holds the account, so that nobody else does.
pub async fn spent(tx: &mut Tx, counter: &MailCounter) -> Result<Option<MailsSpent>, StoreError> {
    let row = fetch_optional!(
        tx,
        Row,
        "SELECT spent_at, spent_until FROM mail_quotas WHERE counter = $1",
        counter.key.as_slice(),
    );
    Ok(row.map(|row| MailsSpent {
        at: row.spent_at.timestamp(),
        until: row.spent_until.timestamp(),
    }))
}

/// Writes down what was spent.
pub async fn set_spent(tx: &mut Tx, counter: &MailCounter, spent: MailsSpent) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO mail_quotas (counter, spent_at, spent_until) VALUES ($1, $2, $3)
         ON CONFLICT (counter) DO UPDATE SET spent_at = $2, spent_until = $3",
        counter.key.as_slice(),
        Micros::from(spent.at),
        Micros::from(spent.until),
    );
    Ok(())
}

/// Forgets those of which everything is there again.
pub async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(
        tx,
        "DELETE FROM mail_quotas WHERE spent_until <= $1",
        Micros::from(moment)
    ))
}
