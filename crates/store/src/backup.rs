//! Backups of the SQLite database: taken while it is in use, checked before they count, and put back without destroying what
//! is there.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
use sqlx::{ConnectOptions, Connection, SqlitePool};
use tempfile::{NamedTempFile, TempPath};

use crate::migrations;
use crate::sqlite_file::{self, SqliteFile, with_suffix};
use crate::{StoreError, Tx, accounts, audit};

/// From this version of the schema on, events are chained.
const CHAINED_SINCE: i64 = 5;

/// How long to wait for whoever is about to leave the database.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// What was found in a backup that is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    pub accounts: usize,
    /// Events of the audit logs.
    pub events: i64,
    pub bytes: u64,
}

/// What a backup was put in the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    pub checked: Checked,
    /// Where the database that was there is now, or the log that was left of it; absent when there was neither.
    pub set_aside: Option<PathBuf>,
}

/// Why there is no backup, or why it was not put back. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{0} does not exist")]
    Missing(PathBuf),
    #[error("{0} exists already")]
    Exists(PathBuf),
    #[error("the database is in use: stop the service first")]
    InUse,
    #[error("it comes from a newer program (its schema is at {found}, this program knows up to {known})")]
    Newer { found: i64, known: i64 },
    #[error("it was made with another secret key")]
    OtherSecretKey,
    #[error("it is damaged: {0}")]
    Damaged(String),
    #[error("{0}: {1}")]
    File(PathBuf, #[source] io::Error),
    #[error("the database cannot be read: {0}")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Copies the database, as it is at one moment, to a new file. Whoever uses it goes on meanwhile.
pub async fn back_up(database: &Path, file: &Path) -> Result<Checked, BackupError> {
    if !database.is_file() {
        return Err(BackupError::Missing(database.to_owned()));
    }
    if sqlite_file::log_with_data(database).is_some() && !is_filled(database) {
        return Err(BackupError::Damaged(format!(
            "{} is empty, and its log is not",
            database.display()
        )));
    }
    if file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    let copy = empty_file_in(folder_of(file))?;
    let mut connection = SqliteConnectOptions::new().filename(database).connect().await?;
    sqlx::query("VACUUM INTO $1")
        .bind(copy.to_string_lossy().as_ref())
        .execute(&mut connection)
        .await?;
    connection.close().await?;
    let checked = check(&copy, None).await?;
    let kept = copy.persist_noclobber(file);
    kept.map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => BackupError::Exists(file.to_owned()),
        _ => BackupError::File(file.to_owned(), error.error),
    })?;
    make_names_durable(folder_of(file))?;
    Ok(checked)
}

/// Puts a backup in the place of the database, which is set aside. The secret key's fingerprint is that of the key which the
/// service will be started with.
pub async fn restore(
    file: &Path,
    database: &Path,
    fingerprint: &[u8],
    now: Timestamp,
) -> Result<Restored, BackupError> {
    if !file.is_file() {
        return Err(BackupError::Missing(file.to_owned()));
    }
    let folder = folder_of(database);
    let of = |path: &Path| {
        let path = path.to_owned();
        move |error| BackupError::File(path, error)
    };
    std::fs::create_dir_all(folder).map_err(of(folder))?;
    // Nobody opens the database until this is over.
    let _lock = migrations::lock(database).await.map_err(of(database))?;
    let copy = empty_file_in(folder)?;
    std::fs::copy(file, &copy).map_err(of(file))?;
    let checked = check(&copy, Some(fingerprint)).await?;
    leave(database).await?;
    let set_aside = set_aside(database, now)?;
    copy.persist(database)
        .map_err(|error| BackupError::File(database.to_owned(), error.error))?;
    make_names_durable(folder)?;
    Ok(Restored { checked, set_aside })
}

/// Whether a copy is whole: every page and index of it, every reference, every chain of events. It is on the disk then.
async fn check(copy: &Path, fingerprint: Option<&[u8]>) -> Result<Checked, BackupError> {
    let damaged = |error: sqlx::Error| BackupError::Damaged(error.to_string());
    // In this mode nothing is left beside the file.
    let options = SqliteConnectOptions::new()
        .filename(copy)
        .journal_mode(SqliteJournalMode::Delete);
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options)
        .await
        .map_err(damaged)?;
    let found = inspect(&pool, fingerprint).await;
    pool.close().await;
    let (accounts, events) = found?;
    let bytes = bring_to_disk(copy).map_err(|error| BackupError::File(copy.to_owned(), error))?;
    Ok(Checked {
        accounts,
        events,
        bytes,
    })
}

/// Waits until what is in a file is on the disk, and gives its length. Windows asks for the right to write for that.
fn bring_to_disk(file: &Path) -> io::Result<u64> {
    let file = std::fs::OpenOptions::new().write(true).open(file)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

async fn inspect(pool: &SqlitePool, fingerprint: Option<&[u8]>) -> Result<(usize, i64), BackupError> {
    let damaged = |error: sqlx::Error| BackupError::Damaged(error.to_string());
    let text: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
        .fetch_one(pool)
        .await
        .map_err(damaged)?;
    if text != "ok" {
        return Err(BackupError::Damaged(text));
    }
    let dangling = sqlx::query("PRAGMA foreign_key_check").fetch_optional(pool).await?;
    if dangling.is_some() {
        return Err(BackupError::Damaged("a row refers to one that is not there".to_owned()));
    }
    let found: i64 = sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations")
        .fetch_one(pool)
        .await
        .map_err(|_| BackupError::Damaged("it is no database of Roster's".to_owned()))?;
    let known = migrations::known_schema();
    if found > known {
        return Err(BackupError::Newer { found, known });
    }
    if let Some(fingerprint) = fingerprint {
        let own: Option<Vec<u8>> = sqlx::query_scalar("SELECT secret_key_fingerprint FROM platform")
            .fetch_optional(pool)
            .await?;
        if own.is_some_and(|own| own != fingerprint) {
            return Err(BackupError::OtherSecretKey);
        }
    }
    let mut tx = Tx::Sqlite(pool.begin().await?.into());
    let accounts = accounts::ids(&mut tx).await?;
    let mut events = 0;
    for account in accounts.iter().filter(|_| found >= CHAINED_SINCE) {
        let verified = audit::verify(&mut tx, *account).await?;
        if let Some(broken) = verified.broken {
            let log = format!("the audit log of account {account} is broken at event {}", broken.seq);
            return Err(BackupError::Damaged(log));
        }
        events += verified.events;
    }
    tx.rollback().await?;
    Ok((accounts.len(), events))
}

/// Has the database be one file that nobody has open: leaving SQLite's write-ahead log takes everybody else being gone. What
/// cannot be read at all needs no leaving.
async fn leave(database: &Path) -> Result<(), BackupError> {
    // To open one that is empty would throw its log away.
    if !is_filled(database) {
        return Ok(());
    }
    let options = SqliteConnectOptions::new()
        .filename(database)
        .busy_timeout(BUSY_TIMEOUT)
        .journal_mode(SqliteJournalMode::Delete);
    match options.connect().await {
        Ok(connection) => Ok(connection.close().await?),
        Err(sqlx::Error::Database(error)) if error.message().contains("locked") => Err(BackupError::InUse),
        Err(error) => {
            tracing::warn!(%error, "the database that is there cannot be read; it is set aside as it is");
            Ok(())
        }
    }
}

/// Whether there is a file with anything in it.
fn is_filled(database: &Path) -> bool {
    sqlite_file::look(database).map_or(true, |found| found == SqliteFile::Filled)
}

/// Gives the database a second name, so that there is one under its own at every moment.
fn set_aside(database: &Path, now: Timestamp) -> Result<Option<PathBuf>, BackupError> {
    let aside = name_aside(database, now)?;
    if database.exists() {
        // Some file systems know no second names.
        std::fs::hard_link(database, &aside)
            .or_else(|_| std::fs::copy(database, &aside).map(drop))
            .map_err(|error| BackupError::File(aside.clone(), error))?;
    }
    let log = move_log(database, &aside)?;
    Ok(if database.exists() { Some(aside) } else { log })
}

/// Sets the log of a database that is missing or empty aside, so that another one can begin in its place. Gives the log's name then.
pub fn set_log_aside(database: &Path, now: Timestamp) -> Result<Option<PathBuf>, BackupError> {
    if sqlite_file::log_with_data(database).is_none() || is_filled(database) {
        return Ok(None);
    }
    let aside = name_aside(database, now)?;
    move_log(database, &aside)
}

fn name_aside(database: &Path, now: Timestamp) -> Result<PathBuf, BackupError> {
    let second = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let first = with_suffix(database, &format!(".{second}.aside"));
    let others = (2..=9).map(|number| with_suffix(database, &format!(".{second}.{number}.aside")));
    let is_free = |aside: &PathBuf| !aside.exists() && !with_suffix(aside, "-wal").exists();
    let found = std::iter::once(first.clone()).chain(others).find(is_free);
    found.ok_or(BackupError::Exists(first))
}

/// Left only by a database that cannot be read or is not there: it would be taken for the next one's own.
fn move_log(database: &Path, aside: &Path) -> Result<Option<PathBuf>, BackupError> {
    let mut moved = None;
    for companion in ["-shm", "-wal"] {
        let (file, to) = (with_suffix(database, companion), with_suffix(aside, companion));
        if file.exists() {
            std::fs::rename(&file, &to).map_err(|error| BackupError::File(to.clone(), error))?;
            moved = Some(to);
        }
    }
    Ok(moved)
}

fn folder_of(file: &Path) -> &Path {
    file.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// A file that only its owner can read, gone again unless it is kept.
fn empty_file_in(folder: &Path) -> Result<TempPath, BackupError> {
    NamedTempFile::with_prefix_in(".roster-", folder)
        .map(NamedTempFile::into_temp_path)
        .map_err(|error| BackupError::File(folder.to_owned(), error))
}

/// Waits until a folder's names are on the disk. What is in the files got there when they were checked. Windows has no way to wait
/// for names, nor to open a folder.
fn make_names_durable(folder: &Path) -> Result<(), BackupError> {
    if cfg!(windows) {
        return Ok(());
    }
    std::fs::File::open(folder)
        .and_then(|opened| opened.sync_all())
        .map_err(|error| BackupError::File(folder.to_owned(), error))
}
