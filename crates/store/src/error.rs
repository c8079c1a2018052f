use sqlx::error::DatabaseError;
use sqlx::migrate::MigrateError;

/// The database could not do what was asked. Expected outcomes are enums of the functions that have them, not this.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine refused or could not be reached.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// A row holds what no version of this program writes.
    #[error("the database holds a value that cannot be read: {0}")]
    Corrupt(String),
    /// The task that ran the transaction ended early, as when the process shuts down.
    #[error("the transaction was cut short")]
    Interrupted,
}

impl StoreError {
    /// Whether the statement failed for want of a connection, so that trying again later makes sense.
    pub fn is_unavailable(&self) -> bool {
        matches!(
            self,
            Self::Database(
                sqlx::Error::Io(_)
                    | sqlx::Error::PoolTimedOut
                    | sqlx::Error::PoolClosed
                    | sqlx::Error::WorkerCrashed
                    | sqlx::Error::Tls(_)
            )
        ) || self
            .sql_state()
            .is_some_and(|code| code.starts_with("08") || code.starts_with("57P"))
    }

    fn sql_state(&self) -> Option<String> {
        let Self::Database(error) = self else { return None };
        error
            .as_database_error()
            .and_then(DatabaseError::code)
            .map(std::borrow::Cow::into_owned)
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
    /// It cannot be reached or read.
    #[error("the database cannot be opened: {0}")]
    Unreadable(#[source] sqlx::Error),
    /// Its folder cannot be written.
    #[error("the database's folder cannot be used: {0}")]
    Folder(#[source] std::io::Error),
}
