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

/// What begins the codes of PostgreSQL's that will not be answered for ever (Appendix A of its manual): no connection, too few
/// resources, a lock that is not to be had, a transaction that was idle for too long, an operator who intervened.
const PASSING: [&str; 5] = ["08", "53", "55P03", "25P03", "57P"];
/// SQLite's result code for a disk that is full.
const SQLITE_FULL: &str = "13";

impl StoreError {
    /// Whether the statement failed for want of a connection, of room, or because another transaction was in the way for too
    /// long, so that trying again later makes sense.
    pub fn is_unavailable(&self) -> bool {
        let for_now = |code: String| PASSING.iter().any(|passing| code.starts_with(passing)) || code == SQLITE_FULL;
        matches!(
            self,
            Self::Database(
                sqlx::Error::Io(_)
                    | sqlx::Error::PoolTimedOut
                    | sqlx::Error::PoolClosed
                    | sqlx::Error::WorkerCrashed
                    | sqlx::Error::Tls(_)
            )
        ) || self.sql_state().is_some_and(for_now)
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
