//! What Roster requires of a PostgreSQL database. It is checked before anything is created there: later, each of these would be an
//! error in the middle of somebody's work.

use std::time::Duration;

use sqlx::{ConnectOptions, Connection, PgConnection, PgPool};
use tokio::time::timeout;

use crate::OpenError;

/// A database that takes no second connection is not waited for here.
const SECOND_CONNECTION: Duration = Duration::from_secs(5);
/// A pooler that others use at the same moment may give out connections in an order that looks like a session.
const TRIES: usize = 3;

/// Refuses a database that Roster would fail on later.
pub(crate) async fn check(pool: &PgPool) -> Result<(), OpenError> {
    let mut connection = pool.acquire().await.map_err(OpenError::Unreadable)?;
    match reason_against(pool, &mut connection).await {
        Ok(None) => Ok(()),
        Ok(Some(reason)) => Err(OpenError::Unfit(reason)),
        Err(error) => Err(OpenError::Unreadable(error)),
    }
}

async fn reason_against(pool: &PgPool, connection: &mut PgConnection) -> Result<Option<String>, sqlx::Error> {
    // First: what is asked in several statements may not be true of one session.
    if is_pooled_by_transaction(pool, connection).await? {
        let reason = "this is a connection pooler in transaction mode: Roster needs one in session mode (pool_mode = session in \
                      PgBouncer), or the address of PostgreSQL itself";
        return Ok(Some(reason.to_owned()));
    }
    let (encoding, row_security, read_only): (String, String, String) = sqlx::query_as(
        "SELECT current_setting('server_encoding'), current_setting('row_security'), current_setting('transaction_read_only')",
    )
    .persistent(false)
    .fetch_one(connection)
    .await?;
    Ok(if encoding != "UTF8" {
        Some(format!(
            "the database's encoding is {encoding}, and names of people need UTF8: create it with ENCODING 'UTF8' TEMPLATE template0"
        ))
    } else if row_security != "on" {
        Some(
            "row_security is off, and would refuse what keeps accounts apart: take the setting back from the server, the database, \
             the user or the URL"
                .to_owned(),
        )
    } else if read_only != "off" {
        Some(
            "the database may only be read for now: it is a standby, or default_transaction_read_only is on".to_owned(),
        )
    } else {
        None
    })
}

/// Whether a connection to the server is lent for one transaction only. Prepared statements, `LISTEN` and the migrations' lock
/// need one that stays.
async fn is_pooled_by_transaction(pool: &PgPool, first: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let Ok(Ok(mut second)) = timeout(SECOND_CONNECTION, pool.connect_options().connect()).await else {
        return Ok(false);
    };
    let mut found = false;
    for _ in 0..TRIES {
        let own = server_process(first).await?;
        // Within a transaction, a connection to the server is nobody else's: the first one's, if that was given back.
        sqlx::raw_sql("BEGIN").execute(&mut second).await?;
        let others = server_process(&mut second).await?;
        let then = server_process(first).await?;
        sqlx::raw_sql("ROLLBACK").execute(&mut second).await?;
        found |= own == others || own != then;
    }
    second.close().await?;
    Ok(found)
}

/// The server's process that answers.
async fn server_process(connection: &mut PgConnection) -> Result<i32, sqlx::Error> {
    let answer = sqlx::raw_sql("SELECT pg_backend_pid()").fetch_one(connection).await?;
    sqlx::Row::try_get(&answer, 0)
}
