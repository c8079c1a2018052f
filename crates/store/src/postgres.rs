//! How PostgreSQL is talked to: what a transaction begins with, and what ends one that only read.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction};

use crate::Scope;

/// A transaction on PostgreSQL.
#[derive(Debug)]
pub struct PostgresTx {
    transaction: Transaction<'static, Postgres>,
    mode: Mode,
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
        pool: PgPool,
        role: Option<Arc<str>>,
        scope: Scope,
        mode: Mode,
    ) -> Result<Self, sqlx::Error> {
        let take_on = role.map_or_else(String::new, |role| format!("SET LOCAL ROLE {role}; "));
        let statements = format!("SET LOCAL roster.scope = '{scope}'; {take_on}{}", mode.begin());
        // A scope is an id or a word of ours, and the role is quoted.
        let transaction = pool.begin_with(AssertSqlSafe(statements)).await?;
        Ok(Self { transaction, mode })
    }

    pub(crate) async fn commit(self) -> Result<(), sqlx::Error> {
        match self.mode {
            Mode::Write => self.transaction.commit().await,
            // Nothing is to be made durable. Dropped, it ends in the message by which the pool takes the connection back, and
            // nobody waits for that.
            Mode::Read => Ok(()),
        }
    }

    pub(crate) async fn rollback(self) -> Result<(), sqlx::Error> {
        self.transaction.rollback().await
    }
}

impl From<Transaction<'static, Postgres>> for PostgresTx {
    fn from(transaction: Transaction<'static, Postgres>) -> Self {
        Self {
            transaction,
            mode: Mode::Write,
        }
    }
}

impl Deref for PostgresTx {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.transaction
    }
}

impl DerefMut for PostgresTx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }
}
