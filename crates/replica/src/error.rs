/// Why an encrypted file could not be opened. In no case was the file changed.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The key is another one than the file's, or the file is no longer what was written: the two look alike.
    #[error("the encrypted file does not open with its key, or is damaged")]
    WrongKeyOrDamaged(#[source] sqlx::Error),
    /// A newer Roster wrote it.
    #[error("the encrypted file was written by a newer version (schema {found}, this one knows {known})")]
    Newer { found: i64, known: i64 },
    /// The file cannot be reached: no permission, no space, no such folder.
    #[error("the encrypted file cannot be opened")]
    Io(#[source] sqlx::Error),
}

/// Why reading or writing an open file failed.
#[derive(Debug, thiserror::Error)]
pub enum ReplicaError {
    /// What is in the file cannot be what was written: it is to be set aside and made anew.
    #[error("the encrypted file is damaged")]
    Damaged(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It was closed or erased meanwhile.
    #[error("the encrypted file was closed")]
    Closed,
    /// The file cannot be reached: no space left, or taken away.
    #[error("the encrypted file cannot be read or written")]
    Io(#[source] sqlx::Error),
}

/// SQLite's primary result codes for a file that is not, or no longer, a database.
const CORRUPT: i32 = 11;
const NOT_A_DATABASE: i32 = 26;

/// Whether SQLite says that the file's content is at fault.
pub(crate) fn is_damage(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(error) = error else {
        return matches!(error, sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_));
    };
    // The lowest byte of an extended result code is the primary one.
    error
        .code()
        .and_then(|code| code.parse::<i32>().ok())
        .is_some_and(|code| matches!(code & 0xff, CORRUPT | NOT_A_DATABASE))
}

impl From<sqlx::Error> for ReplicaError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolClosed => Self::Closed,
            error if is_damage(&error) => Self::Damaged(Box::new(error)),
            error => Self::Io(error),
        }
    }
}

impl From<serde_json::Error> for ReplicaError {
    /// What is written as JSON is read by the same types: if it cannot be, it is not what was written.
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(Box::new(error))
    }
}
