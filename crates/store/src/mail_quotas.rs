//! How many mails accounts have caused, counted for all nodes of the service together.

use std::collections::BTreeMap;

use jiff::Timestamp;
use roster_domain::{MailCounter, Quota, Term};

use crate::statement::{Bind, Statement};
use crate::{Micros, StoreError, Tx};

/// What was spent, by the key of its counter: in one order, so that two that write several do not wait for each other.
pub type Spent = BTreeMap<[u8; 32], Term>;

#[derive(sqlx::FromRow)]
struct Row {
    counter: Vec<u8>,
    spent_at: Micros,
    spent_until: Micros,
}

/// What was spent of a counter. Whoever counts holds the account, so that nobody else does.
pub async fn spent(tx: &mut Tx, counter: &MailCounter) -> Result<Term, StoreError> {
    let spent = spent_of_all(tx, &[counter.key]).await?;
    Ok(spent.get(&counter.key).copied().unwrap_or(Quota::UNSPENT))
}

/// The same of several at once. Those that nothing was spent of are left out.
pub async fn spent_of_all(tx: &mut Tx, counters: &[[u8; 32]]) -> Result<Spent, StoreError> {
    if counters.is_empty() {
        return Ok(Spent::new());
    }
    let mut statement = Statement::new("SELECT counter, spent_at, spent_until FROM mail_quotas WHERE counter IN ");
    statement.list(counters.iter().map(<[u8; 32]>::as_slice));
    let rows = fetch_all_of!(tx, Row, statement);
    rows.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<([u8; 32], Term), StoreError> {
    let wrong = |_| StoreError::Corrupt("a counter of mails is not 32 bytes long".to_owned());
    let counter: [u8; 32] = row.counter.try_into().map_err(wrong)?;
    let term = Term {
        from: row.spent_at.timestamp(),
        until: row.spent_until.timestamp(),
    };
    Ok((counter, term))
}

/// Writes down what was spent.
pub async fn set_spent(tx: &mut Tx, counter: &MailCounter, spent: Term) -> Result<(), StoreError> {
    set_spent_of_all(tx, &Spent::from([(counter.key, spent)])).await
}

/// The same of several at once.
pub async fn set_spent_of_all(tx: &mut Tx, spent: &Spent) -> Result<(), StoreError> {
    if spent.is_empty() {
        return Ok(());
    }
    let mut statement = Statement::new("INSERT INTO mail_quotas (counter, spent_at, spent_until) VALUES ");
    for (counter, term) in spent {
        statement.row([
            Bind::from(counter.as_slice()),
            Micros::from(term.from).into(),
            Micros::from(term.until).into(),
        ]);
    }
    statement
        .push(" ON CONFLICT (counter) DO UPDATE SET spent_at = excluded.spent_at, spent_until = excluded.spent_until");
    execute_of!(tx, statement);
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
