use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sqlx::migrate::Migrator;
use sqlx::{Sqlite, SqlitePool, Transaction};
use tokio::sync::{Mutex, MutexGuard};

use super::{StoredChange, count, salvage};
use crate::open::open_file;
use crate::{OpenError, ReplicaError, ReplicaKey, erase_files, set_aside};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/pending");

/// The writer, and one who looks meanwhile.
const CONNECTIONS: u32 = 2;

/// The file of pending changes, open.
#[derive(Debug)]
pub struct PendingStore {
    path: PathBuf,
    pub(super) pool: SqlitePool,
    /// Held while changes come or go, so that their number follows.
    writing: Mutex<()>,
}

/// What opening came to.
#[derive(Debug)]
pub struct Opened {
    pub store: PendingStore,
    pub lost: Lost,
}

/// Changes that were stored and cannot be read any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    Nothing,
    /// So many.
    Known(u32),
    /// Nobody knows how many, if any.
    Unknown,
}

impl Lost {
    /// Both losses as one.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Nothing, lost) | (lost, Self::Nothing) => lost,
            (Self::Known(one), Self::Known(other)) => Self::Known(one.saturating_add(other)),
        }
    }

    pub(super) fn of(stored: Option<u32>, saved: usize) -> Self {
        let saved = u32::try_from(saved).unwrap_or(u32::MAX);
        match stored.map(|stored| stored.saturating_sub(saved)) {
            Some(0) => Self::Nothing,
            Some(lost) => Self::Known(lost),
            None => Self::Unknown,
        }
    }
}

impl PendingStore {
    /// Opens the file with its key, creating it when there is none.
    pub async fn open(path: &Path, key: &ReplicaKey) -> Result<Self, OpenError> {
        Ok(Self {
            path: path.to_owned(),
            pool: open_file(path, key, &MIGRATIONS, CONNECTIONS).await?,
            writing: Mutex::default(),
        })
    }

    /// The same; but a file that does not open or is damaged is set aside, and a new one takes its place with every
    /// change that could still be read.
    pub async fn open_or_replace(path: &Path, key: &ReplicaKey, at: Timestamp) -> Result<Opened, OpenError> {
        let stored = if path.exists() { count::read(path) } else { Some(0) };
        let saved = match Self::open(path, key).await {
            Ok(store) => match store.read_whole().await {
                Ok(changes) => {
                    let lost = Lost::of(stored.or(Some(0)), changes.len());
                    store.recount().await.map_err(unopened)?;
                    return Ok(Opened { store, lost });
                }
                Err(ReplicaError::Damaged(_)) => {
                    let saved = salvage::read_what_can_be(&store).await;
                    store.close().await;
                    saved
                }
                Err(error) => return Err(unopened(error)),
            },
            Err(error @ OpenError::Io(_)) => return Err(error),
            Err(error) => {
                tracing::warn!(%error, "the pending changes do not open and are set aside");
                Vec::new()
            }
        };
        set_aside(path, at).map_err(|error| OpenError::Io(error.into()))?;
        let store = Self::open(path, key).await?;
        store.restore(&saved).await.map_err(unopened)?;
        let lost = Lost::of(stored, saved.len());
        Ok(Opened { store, lost })
    }

    /// Sets a file aside whose key is lost. Says how many changes were in it.
    pub fn give_up(path: &Path, at: Timestamp) -> std::io::Result<Lost> {
        if !path.exists() {
            return Ok(Lost::Nothing);
        }
        let lost = Lost::of(count::read(path), 0);
        if lost == Lost::Nothing {
            erase_files(path)?;
        } else {
            set_aside(path, at)?;
        }
        Ok(lost)
    }

    /// SQLite's number for when a commit counts as done; 2, FULL, is when it survives a loss of power.
    pub async fn synchronous(&self) -> Result<i64, ReplicaError> {
        Ok(sqlx::query_scalar("PRAGMA synchronous").fetch_one(&self.pool).await?)
    }

    /// Lets what is in flight finish and closes the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Closes the file and deletes it, with all that was ever set aside beside it.
    pub async fn erase(&self) -> std::io::Result<()> {
        self.close().await;
        erase_files(&self.path)
    }

    /// Begins what makes changes more or fewer.
    pub(super) async fn begin(&self) -> Result<Writing<'_>, ReplicaError> {
        let one_at_a_time = self.writing.lock().await;
        Ok(Writing {
            path: &self.path,
            transaction: self.pool.begin_with("BEGIN IMMEDIATE").await?,
            _one_at_a_time: one_at_a_time,
        })
    }

    /// Every change, provided that every page of the file is as it was written: they are few.
    async fn read_whole(&self) -> Result<Vec<StoredChange>, ReplicaError> {
        let faults: Vec<String> = sqlx::query_scalar("PRAGMA cipher_integrity_check")
            .fetch_all(&self.pool)
            .await?;
        match faults.into_iter().next() {
            Some(fault) => Err(ReplicaError::Damaged(fault.into())),
            None => self.list().await,
        }
    }

    async fn recount(&self) -> Result<(), ReplicaError> {
        self.begin().await?.commit_more().await
    }
}

/// Changes that come or go, in one transaction with others.
pub(super) struct Writing<'a> {
    path: &'a Path,
    pub transaction: Transaction<'static, Sqlite>,
    _one_at_a_time: MutexGuard<'a, ()>,
}

impl Writing<'_> {
    /// Commits what made changes more, or no fewer.
    pub async fn commit_more(mut self) -> Result<(), ReplicaError> {
        let count = how_many(&mut self.transaction).await?;
        self.transaction.commit().await?;
        write_count(self.path, count);
        Ok(())
    }

    /// Commits what made changes fewer. Their number goes first, so that it is never above what is stored.
    pub async fn commit_fewer(mut self) -> Result<(), ReplicaError> {
        write_count(self.path, how_many(&mut self.transaction).await?);
        self.transaction.commit().await?;
        Ok(())
    }
}

/// That it cannot be written only makes a later loss an unknown one.
fn write_count(path: &Path, count: u32) {
    if let Err(error) = count::write(path, count) {
        tracing::warn!(%error, "how many pending changes there are is not kept");
    }
}

async fn how_many(transaction: &mut Transaction<'static, Sqlite>) -> Result<u32, ReplicaError> {
    Ok(sqlx::query_scalar("SELECT count(*) FROM pending_changes")
        .fetch_one(&mut **transaction)
        .await?)
}

fn unopened(error: ReplicaError) -> OpenError {
    match error {
        ReplicaError::Damaged(error) => OpenError::WrongKeyOrDamaged(sqlx::Error::Decode(error)),
        ReplicaError::Closed => OpenError::Io(sqlx::Error::PoolClosed),
        ReplicaError::Io(error) => OpenError::Io(error),
    }
}
