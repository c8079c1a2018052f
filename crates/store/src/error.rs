use std::path::PathBuf;

use sqlx::migrate::MigrateError;

use crate::passing_errors::passes;

/// The database could not do what was asked. Expected outcomes are enums of the functions that have them, not this.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine refused or could not be reached.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// A row holds what no version of this program writes.
    #[error("the database holds a value that cannot be read: {0}")]
    Corrupt(String),
    /// The server that answers takes no writes: a standby, or one that was told to.
    #[error("the database may only be read")]
    ReadOnly,
    /// The write went well, and the commit that it shared with others did not.
    #[error("the writes that were to be made durable together were undone")]
    Undone,
    /// The task that ran the transaction ended early, as when the process shuts down.
    #[error("the transaction was cut short")]
    Interrupted,
}

impl StoreError {
    /// Whether trying again later makes sense: for want of a connection, of room, of a server that takes writes, or because
    /// another transaction was in the way.
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Database(error) => passes(error),
            Self::ReadOnly | Self::Undone => true,
            Self::Corrupt(_) | Self::Interrupted => false,
        }
    }
}

/// Why a database cannot be used. None of these has changed anything in it.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Its schema comes from a later version of Roster.
    #[error(
        "the database is newer than this program (its schema is at {found}, this program knows up to {known}): install the newer Roster"
    )]
    Newer { found: i64, known: i64 },
    /// It holds something else, or a schema that was changed by hand.
    #[error("the database cannot be brought up to date: {0}")]
    Migration(#[source] MigrateError),
    /// Roster could begin with it, and would fail on it later.
    #[error("{0}")]
    Unfit(String),
    /// SQLite would throw away what is in the log.
    #[error(
        "{} is missing or empty, and its log {} holds data: put the file back beside it, or put a backup back with `rosterd restore \
         FILE`, or begin with --new-database, which sets the log aside",
        .database.display(), .log.display()
    )]
    LogWithoutDatabase { database: PathBuf, log: PathBuf },
    /// It cannot be reached or read.
    #[error("the database cannot be opened: {0}")]
    Unreadable(#[source] sqlx::Error),
    /// Its folder cannot be written.
    #[error("the database's folder cannot be used: {0}")]
    Folder(#[source] std::io::Error),
}
