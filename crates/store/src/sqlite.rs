//! How SQLite is written to. One connection writes, one write after the other; but those that stand in line behind each other are
//! made durable together, by one commit: to wait for the disk takes longer than most writes.
//!
//! Each write has a savepoint of its own, so that it is undone alone. Nobody is told that a write is done before the commit it
//! is part of has returned.

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Sqlite, SqliteConnection, Transaction};
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};
use tokio::time::timeout;

use crate::StoreError;
use crate::db::SQLITE_BUSY_TIMEOUT;

/// At most so many writes wait for one commit: the first of them waits for all.
const MOST: usize = 16;

/// A transaction of SQLite's.
#[derive(Debug)]
pub enum SqliteTx {
    Read(Transaction<'static, Sqlite>),
    Write(SqliteWrite),
}

/// The connection that writes. Cheap to clone.
#[derive(Debug, Clone)]
pub struct SqliteWriter {
    options: Arc<SqliteConnectOptions>,
    group: Arc<Mutex<Group>>,
    /// How many stand in line.
    waiting: Arc<AtomicUsize>,
}

/// The connection, with the writes since its last commit.
#[derive(Debug, Default)]
struct Group {
    connection: Option<SqliteConnection>,
    /// How many writes have begun in the transaction that is open; none is open when there are none.
    begun: usize,
    /// Those who wait to be told that their write is durable. Dropped, they are told that it is not.
    done: Vec<oneshot::Sender<()>>,
}

impl Group {
    fn connection(&mut self) -> &mut SqliteConnection {
        self.connection.as_mut().expect("it was connected when the write began")
    }

    /// Begins another write.
    async fn begin(&mut self, options: &SqliteConnectOptions) -> Result<(), sqlx::Error> {
        if self.connection.is_none() {
            self.connection = Some(options.connect().await?);
        }
        // That of the write before is released only now: to do so by itself would be another turn of the thread that talks to SQLite.
        let begin = if self.begun == 0 {
            "BEGIN IMMEDIATE; SAVEPOINT one_write"
        } else {
            "RELEASE SAVEPOINT one_write; SAVEPOINT one_write"
        };
        sqlx::query(begin).execute(self.connection()).await?;
        self.begun += 1;
        Ok(())
    }

    /// Makes the writes durable, or ends the transaction when there are none.
    async fn end(&mut self) -> Result<(), sqlx::Error> {
        if self.begun == 0 {
            return Ok(());
        }
        // Where SQLite has undone the whole transaction by itself there is no savepoint to release, and nobody is told that they are
        // done.
        let end = if self.done.is_empty() {
            "ROLLBACK"
        } else {
            "RELEASE SAVEPOINT one_write; COMMIT"
        };
        sqlx::query(end).execute(self.connection()).await?;
        self.begun = 0;
        for done in self.done.drain(..) {
            // One whose task has ended hears of it from the database.
            let _ = done.send(());
        }
        Ok(())
    }

    /// Closes the connection, which undoes all there is on it; whoever waits is told so. After some errors, such as a full disk,
    /// SQLite has undone the whole transaction by itself.
    fn lose(&mut self) {
        *self = Self::default();
    }
}

/// One write. Dropped without [`SqliteWrite::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct SqliteWrite {
    writer: SqliteWriter,
    /// There until it is committed or undone.
    group: Option<OwnedMutexGuard<Group>>,
}

impl SqliteWriter {
    /// Writes by this connection; should it be lost, by another one like it.
    pub fn new(connection: SqliteConnection, options: SqliteConnectOptions) -> Self {
        let group = Group {
            connection: Some(connection),
            ..Group::default()
        };
        Self {
            options: Arc::new(options),
            group: Arc::new(Mutex::new(group)),
            waiting: Arc::default(),
        }
    }

    /// The database's file.
    pub fn file(&self) -> &Path {
        self.options.get_filename()
    }

    /// Waits for its turn. Not to be cancelled: run it in a task of its own.
    pub async fn begin(self) -> Result<SqliteWrite, sqlx::Error> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let turn = timeout(SQLITE_BUSY_TIMEOUT, self.group.clone().lock_owned()).await;
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        let mut group = turn.map_err(|_| sqlx::Error::PoolTimedOut)?;
        let mut begun = group.begin(&self.options).await;
        if begun.is_err() && group.begun > 0 {
            // The transaction of those before is lost. This write is no part of it yet, and begins another.
            group.lose();
            begun = group.begin(&self.options).await;
        }
        if let Err(error) = begun {
            group.lose();
            return Err(error);
        }
        Ok(SqliteWrite {
            group: Some(group),
            writer: self,
        })
    }

    /// Whether anybody waits for their turn.
    fn has_line(&self) -> bool {
        self.waiting.load(Ordering::SeqCst) > 0
    }

    /// Closes the connection, once whoever is in the middle of a write has finished.
    pub async fn close(&self) {
        let connection = self.group.lock().await.connection.take();
        if let Some(connection) = connection
            && let Err(error) = connection.close().await
        {
            tracing::debug!(%error, "the connection that writes was not closed in order");
        }
    }

    /// Lets the next in line go on in the same transaction, or commits for all when there is none.
    async fn pass_on(&self, mut group: OwnedMutexGuard<Group>) -> Result<(), sqlx::Error> {
        if self.has_line() && group.begun < MOST {
            return Ok(());
        }
        let ended = group.end().await;
        if ended.is_err() {
            group.lose();
        }
        ended
    }
}

impl SqliteWrite {
    /// Returns once the write is durable.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        let (done, durable) = oneshot::channel();
        let passed_on = tokio::spawn(async move {
            let mut group = self.group.take().expect("it is not committed yet");
            group.done.push(done);
            self.writer.pass_on(group).await
        });
        passed_on.await.map_err(|_| StoreError::Interrupted)??;
        durable.await.map_err(|_| StoreError::Undone)
    }

    pub async fn rollback(mut self) -> Result<(), StoreError> {
        let Some(group) = self.group.take() else { return Ok(()) };
        let undone = tokio::spawn(undo(self.writer.clone(), group));
        Ok(undone.await.map_err(|_| StoreError::Interrupted)??)
    }
}

/// Undoes one write, and nothing of those before it.
async fn undo(writer: SqliteWriter, mut group: OwnedMutexGuard<Group>) -> Result<(), sqlx::Error> {
    let undo = sqlx::query("ROLLBACK TO SAVEPOINT one_write");
    if let Err(error) = undo.execute(group.connection()).await {
        group.lose();
        return Err(error);
    }
    writer.pass_on(group).await
}

impl Drop for SqliteWrite {
    fn drop(&mut self) {
        let Some(mut group) = self.group.take() else { return };
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(undo(self.writer.clone(), group));
        } else {
            group.lose();
        }
    }
}

impl Deref for SqliteWrite {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        let group = self.group.as_ref().expect("it is neither committed nor undone yet");
        group
            .connection
            .as_ref()
            .expect("it was connected when the write began")
    }
}

impl DerefMut for SqliteWrite {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        let group = self.group.as_mut().expect("it is neither committed nor undone yet");
        group.connection()
    }
}

impl Deref for SqliteTx {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        match self {
            Self::Read(transaction) => transaction,
            Self::Write(write) => write,
        }
    }
}

impl DerefMut for SqliteTx {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Read(transaction) => transaction,
            Self::Write(write) => write,
        }
    }
}

impl From<Transaction<'static, Sqlite>> for SqliteTx {
    fn from(transaction: Transaction<'static, Sqlite>) -> Self {
        Self::Read(transaction)
    }
}
