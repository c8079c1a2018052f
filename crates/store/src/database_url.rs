use std::path::PathBuf;
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

/// Where the central database is: `sqlite:PATH` or `postgres://…`.
#[derive(Clone)]
pub enum DatabaseUrl {
    Sqlite(PathBuf),
    Postgres(Box<PgConnectOptions>),
}

/// Why a text is no database URL.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum InvalidDatabaseUrl {
    #[error("a database URL is sqlite:PATH or postgres://USER@HOST/NAME")]
    Unknown,
    /// SQLite itself knows such parameters, and some of them would make another database than the file's.
    #[error("an sqlite: URL is sqlite:PATH and takes no parameters: leave out what follows the question mark")]
    Parameters,
    /// SQLite would read it as a URI with parameters of its own.
    #[error("an sqlite: URL is sqlite:PATH, a path without file: before it")]
    FileUri,
}

impl std::fmt::Debug for DatabaseUrl {
    /// Leaves out what may hold a password.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => formatter.debug_tuple("Sqlite").field(path).finish(),
            Self::Postgres(options) => formatter.debug_tuple("Postgres").field(&options.get_host()).finish(),
        }
    }
}

impl FromStr for DatabaseUrl {
    type Err = InvalidDatabaseUrl;

    fn from_str(url: &str) -> Result<Self, InvalidDatabaseUrl> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path.starts_with(":memory:") {
                return Err(InvalidDatabaseUrl::Unknown);
            }
            if path.contains('?') {
                return Err(InvalidDatabaseUrl::Parameters);
            }
            if path.starts_with("file:") {
                return Err(InvalidDatabaseUrl::FileUri);
            }
            return Ok(Self::Sqlite(PathBuf::from(path)));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url).map_err(|_| InvalidDatabaseUrl::Unknown)?;
            // Roster keeps no fractions; and PgBouncer refuses who asks for their digits.
            return Ok(Self::Postgres(Box::new(options.extra_float_digits(None))));
        }
        Err(InvalidDatabaseUrl::Unknown)
    }
}
