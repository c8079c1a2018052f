use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, SqlitePool};
use tokio::sync::{Mutex, OnceCell};

use crate::apply::Gone;
use crate::closing::{KeptOpen, wait_at_exit};
use crate::error::is_damage;
use crate::glance::Looked;
use crate::index::Index;
use crate::ready::wait_until_ready;
use crate::{OpenError, ReplicaKey, erase_files};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/replica");

/// The writer, and readers enough for a list, its counts and a search at once.
const CONNECTIONS: u32 = 4;
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
const ROW_BUFFER: usize = 2_000;

/// An open replica.
#[derive(Debug)]
pub struct Replica {
    pub(crate) path: PathBuf,
    pub(crate) pool: SqlitePool,
    /// Held while records change, so that the file and the index change in the same order.
    pub(crate) writing: Mutex<Gone>,
    pub(crate) index: Arc<std::sync::Mutex<Index>>,
    /// Set once the index holds what the file holds.
    pub(crate) loaded: OnceCell<()>,
    pub(crate) looked: Looked,
}

impl Replica {
    /// Opens the file with its key, creating it when there is none, and brings its schema up to date.
    pub async fn open(path: &Path, key: &ReplicaKey) -> Result<Self, OpenError> {
        let pool = open_file(path, key, &MIGRATIONS, CONNECTIONS).await?;
        Ok(Self {
            path: path.to_owned(),
            pool,
            writing: Mutex::default(),
            index: Arc::default(),
            loaded: OnceCell::new(),
            looked: Looked::default(),
        })
    }

    /// Lets what is in flight finish, closes the file and drops what is in memory of it.
    pub async fn close(&self) {
        self.pool.close().await;
        self.index.lock().expect("no holder of the index panics").clear();
    }

    /// Closes the file and deletes it, with all that was ever set aside beside it.
    pub async fn erase(&self) -> std::io::Result<()> {
        self.close().await;
        erase_files(&self.path)
    }
}

/// Opens an encrypted file with its key, creating it when there is none, and brings its schema up to date.
pub(crate) async fn open_file(
    path: &Path,
    key: &ReplicaKey,
    migrations: &Migrator,
    connections: u32,
) -> Result<SqlitePool, OpenError> {
    wait_until_ready().await.map_err(OpenError::Io)?;
    let hex = key.to_hex();
    let kept_open = KeptOpen::new();
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        // A raw key opens in 2 ms; a passphrase would be stretched for 120 ms on every connection.
        .pragma("key", format!("\"x'{}'\"", hex.expose_secret()))
        .pragma("temp_store", "MEMORY")
        // A permission that is no longer to be known leaves no trace in the file's free pages.
        .pragma("secure_delete", "ON")
        .journal_mode(SqliteJournalMode::Wal)
        // Once a commit has returned, power may fail: what was said to be stored is.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY_TIMEOUT)
        // With fewer, who reads every user and who takes them over wait for each other most of the time.
        .row_buffer_size(ROW_BUFFER)
        // No statement names it. SQLite drops what belongs to it when the file is closed.
        .collation("kept_open", move |left, right| {
            let _ = &kept_open;
            left.cmp(right)
        })
        // The pragma with the key is a statement like any other: it must never be logged.
        .disable_statement_logging();
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        // A file does not hang up: asking each connection first whether it still answers would double what every read costs.
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .map_err(open_error)?;
    wait_at_exit();
    if let Err(error) = migrations.run(&pool).await {
        pool.close().await;
        return Err(migrate_error(error, migrations));
    }
    Ok(pool)
}

fn open_error(error: sqlx::Error) -> OpenError {
    if is_damage(&error) {
        OpenError::WrongKeyOrDamaged(error)
    } else {
        OpenError::Io(error)
    }
}

fn migrate_error(error: MigrateError, migrations: &Migrator) -> OpenError {
    let known = migrations.iter().map(|migration| migration.version).max().unwrap_or(0);
    match error {
        MigrateError::VersionMissing(found) | MigrateError::VersionTooNew(found, _) if found > known => {
            OpenError::Newer { found, known }
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => open_error(error),
        other => OpenError::WrongKeyOrDamaged(sqlx::Error::Migrate(Box::new(other))),
    }
}
