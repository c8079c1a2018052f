//! How PostgreSQL is talked to: what a transaction begins with, and what ends one that only read.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::PgTransactionManager;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Row, SqlSafeStr, SqlStr};
use sqlx_core::transaction::TransactionManager;
use tokio::runtime::Handle;
use tokio::time::error::Elapsed;
use tokio::time::timeout;

use crate::Scope;
use crate::db::ANSWER_WITHIN;
use crate::passing_errors::ends_connection;

/// A transaction on PostgreSQL. sqlx's own keeps its connection to itself, and one that has gone silent would come back to the
/// pool, to be asked without end whether it is still there.
#[derive(Debug)]
pub struct PostgresTx {
    /// There until an answer stays out.
    connection: Option<PoolConnection<Postgres>>,
    mode: Mode,
    answer_within: Duration,
}

/// What a transaction may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    Read,
}

impl Mode {
    fn begin(self) -> &'static str {
        match self {
            // Said outright, since a server's default may differ: at a higher level, the second of two writers would not
            // wait for the first and go on from there, but fail.
            Self::Write => "BEGIN ISOLATION LEVEL READ COMMITTED",
            Self::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }
}

impl PostgresTx {
    /// Begins with role and scope set for this transaction alone, since a connection may be shared with others by a pooler on
    /// the way; all in one message. What stands before `BEGIN` in it is part of the same transaction, and where it fails, none
    /// is left open.
    pub(crate) async fn begin(
        pool: &PgPool,
        role: Option<&str>,
        scope: Scope,
        mode: Mode,
        answer_within: Duration,
    ) -> Result<Self, sqlx::Error> {
        let take_on = role.map_or_else(String::new, |role| format!("SET LOCAL ROLE {role}; "));
        let statements = format!("SET LOCAL roster.scope = '{scope}'; {take_on}{}", mode.begin());
        // A scope is an id or a word of ours, and the role is quoted.
        let statements = AssertSqlSafe(statements).into_sql_str();
        Self::begin_with(pool, statements, mode, answer_within).await
    }

    /// Begins as whoever `pool` is connected as, with no scope. For tests that look past row-level security.
    pub async fn begin_bare(pool: &PgPool, statement: &'static str) -> Result<Self, sqlx::Error> {
        Self::begin_with(pool, statement.into_sql_str(), Mode::Write, ANSWER_WITHIN).await
    }

    async fn begin_with(
        pool: &PgPool,
        statements: SqlStr,
        mode: Mode,
        answer_within: Duration,
    ) -> Result<Self, sqlx::Error> {
        let mut tx = Self {
            connection: Some(pool.acquire().await?),
            mode,
            answer_within,
        };
        answered!(tx, connection => PgTransactionManager::begin(connection, Some(statements)));
        Ok(tx)
    }

    pub(crate) async fn commit(mut self) -> Result<(), sqlx::Error> {
        // When nothing is to be made durable, it ends in the message by which the pool takes the connection back, and nobody
        // waits for that.
        if self.mode == Mode::Write {
            answered!(self, connection => PgTransactionManager::commit(connection));
        }
        Ok(())
    }

    pub(crate) async fn rollback(mut self) -> Result<(), sqlx::Error> {
        answered!(self, connection => PgTransactionManager::rollback(connection));
        Ok(())
    }

    /// For `answered!`, as the two that follow.
    pub(crate) fn answer_within(&self) -> Duration {
        self.answer_within
    }

    /// Fails once an answer has stayed out: the transaction is over then.
    pub(crate) fn connection(&mut self) -> Result<&mut PgConnection, sqlx::Error> {
        self.connection.as_deref_mut().ok_or_else(silent)
    }

    /// Takes the answer. One that stayed out, or that says that nothing more will come of this connection, ends the transaction:
    /// its connection is closed, and another may take its place in the pool at once.
    pub(crate) fn heed<T>(&mut self, answer: Result<Result<T, sqlx::Error>, Elapsed>) -> Result<T, sqlx::Error> {
        let outcome = answer.unwrap_or_else(|_| Err(silent()));
        outcome.inspect_err(|error| {
            if ends_connection(error) {
                tracing::warn!(%error, "a connection to the database is given up");
                self.give_up();
            }
        })
    }

    /// Ends the transaction by closing its connection, which does not come back to the pool.
    pub(crate) fn give_up(&mut self) {
        drop(self.connection.take().map(PoolConnection::detach));
    }
}

/// Whether the server takes writes from this session: a standby does not, nor one that was told not to.
pub(crate) async fn may_write(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let said = sqlx::raw_sql("SHOW transaction_read_only")
        .fetch_one(connection)
        .await?;
    Ok(said.try_get::<String, _>(0)? != "on")
}

/// That an answer stays out, which may be otherwise on another connection.
pub(crate) fn silent() -> sqlx::Error {
    let error = std::io::Error::new(std::io::ErrorKind::TimedOut, "the database does not answer");
    sqlx::Error::Io(error)
}

impl Drop for PostgresTx {
    /// Undoes what is not committed and gives the connection back.
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else {
            return;
        };
        let Ok(runtime) = Handle::try_current() else {
            drop(connection.detach());
            return;
        };
        PgTransactionManager::start_rollback(&mut connection);
        // What dropping the connection would do; but that waits for its answer without end, and the place in the pool with it.
        let given_back = connection.return_to_pool();
        let answer_within = self.answer_within;
        runtime.spawn(async move {
            if timeout(answer_within, given_back).await.is_err() {
                tracing::warn!("the database does not answer; a connection that was given back is given up");
            }
        });
    }
}

impl Deref for PostgresTx {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        self.connection.as_deref().expect("no answer has stayed out")
    }
}

impl DerefMut for PostgresTx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        self.connection.as_deref_mut().expect("no answer has stayed out")
    }
}
