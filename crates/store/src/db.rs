//! What knows that there are two engines, with four files beside it: `both.rs` makes one statement run on either of them,
//! `migrations.rs` brings the schema of each up to date, and `sqlite.rs` and `postgres.rs` know how transactions go on each.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use roster_domain::AccountId;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, PgPool, SqlitePool};
use tokio::time::timeout;

use crate::postgres::{Mode, PostgresTx, may_write, silent};
use crate::sqlite::{SqliteTx, SqliteWriter};
use crate::sqlite_file::{self, SqliteFile};
use crate::{DatabaseUrl, MailLock, OpenError, Scope, StoreError, database_requirements, mail_lock, migrations};

/// How long a writer waits for its turn, and for another process to finish with the SQLite file.
pub(crate) const SQLITE_BUSY_TIMEOUT: Duration = Duration::from_secs(30);
const SQLITE_READERS: u32 = 4;
const ROW_BUFFER: usize = 1_000;
const POSTGRES_CONNECTIONS: u32 = 16;
/// How long a connection may have lain idle before it is asked whether it still answers.
const TRUSTED: Duration = Duration::from_secs(1);
/// How long the answer to that is waited for. A connection may be gone without a word; another one is tried then.
const STILL_THERE: Duration = Duration::from_secs(2);
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// How long it is asked once more why that did not help.
const WHY_NOT: Duration = Duration::from_secs(3);

/// How long PostgreSQL may take to answer whatever it is asked. A network that forgets a connection lets nobody know, and the
/// system tries for a quarter of an hour. Longer than a lock is waited for; migrations take as long as they take.
pub(crate) const ANSWER_WITHIN: Duration = Duration::from_secs(15);

/// What every session on PostgreSQL begins with. A node that stands still, or is gone without a word, else keeps what it has
/// locked, and the others wait for it without end. It loses the transaction; and who waits for it is told to come back before
/// all of their connections do nothing else.
pub(crate) const POSTGRES_SESSION: &str = "SET idle_in_transaction_session_timeout = '8s'; SET lock_timeout = '5s'";

/// An open central database, its schema up to date. Cheap to clone.
#[derive(Debug, Clone)]
pub enum Store {
    Postgres {
        pool: PgPool,
        /// The role that every transaction takes on, quoted; absent where this user may not make one.
        role: Option<Arc<str>>,
        /// How long it may take to answer whatever it is asked.
        answer_within: Duration,
    },
    /// One connection writes, so that writers queue here and not in SQLite's busy loop; several read.
    Sqlite { writer: SqliteWriter, readers: SqlitePool },
}

/// One transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub enum Tx {
    Postgres(PostgresTx),
    Sqlite(SqliteTx),
}

impl Store {
    /// Opens the database, creating the SQLite file when there is none, and brings its schema up to date.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, OpenError> {
        Self::open_to_answer_within(ANSWER_WITHIN, url).await
    }

    /// The same, with how long PostgreSQL may take to answer whatever it is asked. For tests of what happens then.
    pub async fn open_to_answer_within(answer_within: Duration, url: &DatabaseUrl) -> Result<Self, OpenError> {
        match url {
            DatabaseUrl::Sqlite(path) => Self::open_sqlite(path).await,
            DatabaseUrl::Postgres(options) => Self::open_postgres(options, answer_within).await,
        }
    }

    async fn open_postgres(options: &PgConnectOptions, answer_within: Duration) -> Result<Self, OpenError> {
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            // One in use a moment ago is taken as it is: to ask each time whether it still answers takes as long as what follows.
            .test_before_acquire(false)
            .before_acquire(|connection, used| {
                Box::pin(async move {
                    if used.idle_for <= TRUSTED {
                        return Ok(true);
                    }
                    // One that leads to a server that only reads gives way to one that may lead elsewhere by now.
                    timeout(STILL_THERE, may_write(connection))
                        .await
                        .map_err(|_| silent())?
                })
            })
            .after_connect(|connection, _| {
                Box::pin(async move {
                    sqlx::raw_sql(POSTGRES_SESSION).execute(connection).await?;
                    Ok(())
                })
            })
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options.clone())
            .await;
        let pool = match pool {
            Ok(pool) => pool,
            Err(error) => return Err(OpenError::Unreadable(why_not(options, error).await)),
        };
        let prepared = match database_requirements::check(&pool).await {
            Ok(()) => migrations::run_on_postgres(&pool).await,
            Err(error) => Err(error),
        };
        match prepared {
            Ok(role) => Ok(Self::Postgres {
                pool,
                role,
                answer_within,
            }),
            Err(error) => {
                pool.close().await;
                Err(error)
            }
        }
    }

    async fn open_sqlite(path: &Path) -> Result<Self, OpenError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(OpenError::Folder)?;
        }
        // FULL: in WAL mode, NORMAL loses acknowledged commits when the power fails.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(SQLITE_BUSY_TIMEOUT)
            // With fewer, who reads many rows and who takes them over wait for each other most of the time.
            .row_buffer_size(ROW_BUFFER);
        let _lock = migrations::lock(path).await.map_err(OpenError::Folder)?;
        refuse_log_without_database(path)?;
        create_for_its_owner_alone(path);
        let mut writer = options.connect().await.map_err(OpenError::Unreadable)?;
        if let Err(error) = migrations::run_on_sqlite(&mut writer).await {
            // Closed in order, the last connection leaves no log beside a file that was not to be touched.
            let _ = writer.close().await;
            return Err(error);
        }
        let readers = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            // A file does not go away.
            .test_before_acquire(false)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options.clone().pragma("query_only", "ON"))
            .await
            .map_err(OpenError::Unreadable)?;
        Ok(Self::Sqlite {
            writer: SqliteWriter::new(writer, options),
            readers,
        })
    }

    /// Begins a transaction that will write. On SQLite it holds the write lock from the start, so that it never has to
    /// be tried again half-way.
    pub async fn begin_write(&self, scope: Scope) -> Result<Tx, StoreError> {
        self.begin(scope, Mode::Write).await
    }

    /// Begins a transaction that only reads, all of its statements seeing the same state of the database.
    pub async fn begin_read(&self, scope: Scope) -> Result<Tx, StoreError> {
        self.begin(scope, Mode::Read).await
    }

    async fn begin(&self, scope: Scope, mode: Mode) -> Result<Tx, StoreError> {
        let store = self.clone();
        uncancelled(async move {
            Ok(match store {
                Self::Postgres {
                    pool,
                    role,
                    answer_within,
                } => Tx::Postgres(PostgresTx::begin(&pool, role.as_deref(), scope, mode, answer_within).await?),
                Self::Sqlite { writer, readers } => Tx::Sqlite(match mode {
                    Mode::Read => readers.begin().await?.into(),
                    Mode::Write => SqliteTx::Write(writer.begin().await?),
                }),
            })
        })
        .await
    }

    /// Begins a transaction that reads by what a write will go, which [`Tx::to_write_in`] may go on with.
    pub async fn begin_ahead_of_write(&self, scope: Scope) -> Result<Tx, StoreError> {
        match self {
            Self::Postgres { .. } => self.begin_write(scope).await,
            // Nobody is to wait for the one that writes who may turn out not to.
            Self::Sqlite { .. } => self.begin_read(scope).await,
        }
    }

    /// Begins to send mails: on SQLite, with whether any other process does. On PostgreSQL that is not known.
    pub async fn lock_mails(&self) -> std::io::Result<Option<MailLock>> {
        let Self::Sqlite { writer, .. } = self else {
            return Ok(None);
        };
        let database = writer.file().to_owned();
        tokio::task::spawn_blocking(move || mail_lock::take(&database))
            .await?
            .map(Some)
    }

    /// Whether the database answers and, on PostgreSQL, takes writes: the server may be a standby. An SQLite file on a disk that is
    /// full can still be read.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let mut tx = match self {
            Self::Postgres { .. } => self.begin_write(Scope::NoAccount).await?,
            Self::Sqlite { .. } => self.begin_read(Scope::NoAccount).await?,
        };
        if let Tx::Postgres(transaction) = &mut tx {
            if answered!(transaction, connection => may_write(connection)) {
                return Ok(());
            }
            transaction.give_up();
            return Err(StoreError::ReadOnly);
        }
        let _: i32 = fetch_scalar!(&mut tx, "SELECT 1");
        Ok(())
    }

    /// Lets what is in flight finish and closes every connection.
    pub async fn close(&self) {
        match self {
            Self::Postgres { pool, .. } => pool.close().await,
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
        }
    }
}

impl Tx {
    /// Makes the transaction's writes durable.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Postgres(transaction) => transaction.commit().await?,
            Self::Sqlite(SqliteTx::Read(transaction)) => transaction.commit().await?,
            Self::Sqlite(SqliteTx::Write(write)) => write.commit().await?,
        }
        Ok(())
    }

    /// Undoes the transaction's writes.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self {
            Self::Postgres(transaction) => transaction.rollback().await?,
            Self::Sqlite(SqliteTx::Read(transaction)) => transaction.rollback().await?,
            Self::Sqlite(SqliteTx::Write(write)) => write.rollback().await?,
        }
        Ok(())
    }

    /// The transaction, if it may write as well as read. Another one to write in would take two round trips more.
    pub fn to_write_in(self) -> Option<Self> {
        self.is_postgres().then_some(self)
    }

    /// Marks a point to which [`Tx::rollback_to_savepoint`] returns.
    pub async fn savepoint(&mut self) -> Result<(), StoreError> {
        execute!(self, "SAVEPOINT decision");
        Ok(())
    }

    /// Undoes what was written since [`Tx::savepoint`]; the transaction goes on.
    pub async fn rollback_to_savepoint(&mut self) -> Result<(), StoreError> {
        execute!(self, "ROLLBACK TO SAVEPOINT decision");
        Ok(())
    }

    /// Narrows a transaction that had to find its account first to that account.
    pub async fn narrow_to(&mut self, account: AccountId) -> Result<(), StoreError> {
        if let Self::Postgres(transaction) = self {
            let narrow = sqlx::query("SELECT set_config('roster.scope', $1, TRUE)").bind(account.to_string());
            answered!(transaction, connection => narrow.execute(connection));
        }
        Ok(())
    }

    /// Whether this is PostgreSQL, for the few clauses SQLite has no need of.
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}

/// Why there is no connection: the pool says no more than that it has waited.
async fn why_not(options: &PgConnectOptions, error: sqlx::Error) -> sqlx::Error {
    if !matches!(error, sqlx::Error::PoolTimedOut) {
        return error;
    }
    match timeout(WHY_NOT, options.connect()).await {
        Ok(Err(reason)) => reason,
        Ok(Ok(_)) | Err(_) => error,
    }
}

/// An empty file with a log is none that SQLite left behind: the file was cut off, or put there by somebody.
fn refuse_log_without_database(database: &Path) -> Result<(), OpenError> {
    let log = sqlite_file::log_with_data(database);
    match (log, sqlite_file::look(database)) {
        (Some(log), Ok(SqliteFile::Missing | SqliteFile::Empty)) => Err(OpenError::LogWithoutDatabase {
            database: database.to_owned(),
            log,
        }),
        // What cannot be read SQLite says, too.
        _ => Ok(()),
    }
}

/// SQLite would make a file that everybody on this computer may read, where the folder lets them; the files beside it take after it.
/// Whatever keeps this from being done is said by SQLite when it opens it.
fn create_for_its_owner_alone(database: &Path) {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(database);
}

/// sqlx 0.9.0 returns a connection to the pool with its transaction open when `Pool::begin` is cancelled half-way
/// (launchbadge/sqlx issue 4393), and axum drops a handler whose client hangs up: so `begin` runs in a task of its own.
async fn uncancelled(begin: impl Future<Output = Result<Tx, sqlx::Error>> + Send + 'static) -> Result<Tx, StoreError> {
    tokio::spawn(begin)
        .await
        .map_err(|_| StoreError::Interrupted)?
        .map_err(StoreError::Database)
}
