//! A secret key without the SQLite database that it was made for: the database was lost, and a new one in its place would hide
//! that.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use roster_store::sqlite_file::{self, SqliteFile};
use roster_store::{DatabaseUrl, backup};

use crate::start::{SecretKeySource, ServiceSettings, StartError};

/// A database that should be there and is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostDatabase {
    pub database: PathBuf,
    /// Whether there is a file, with nothing in it.
    pub exists: bool,
    pub key: PathBuf,
}

impl std::error::Error for LostDatabase {}

impl std::fmt::Display for LostDatabase {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let found = if self.exists { "is empty" } else { "does not exist" };
        write!(
            formatter,
            "{} {found}, and {} is the key of one that was there: put a backup back with `rosterd restore FILE`, or begin with a \
             new database by --new-database",
            self.database.display(),
            self.key.display()
        )
    }
}

/// Refuses to begin anew where a database was lost, unless that is what is wanted.
pub fn refuse(settings: &ServiceSettings, now: Timestamp) -> Result<(), StartError> {
    let DatabaseUrl::Sqlite(database) = &settings.database_url else {
        return if settings.new_database {
            Err(StartError::NewDatabase(
                "is for SQLite: make a new database on the server instead".to_owned(),
            ))
        } else {
            Ok(())
        };
    };
    // First: whoever makes both makes the key after the database.
    let key = key_of_former(settings, database);
    let Ok(found) = sqlite_file::look(database) else {
        // The store says so, too.
        return Ok(());
    };
    if settings.new_database {
        return begin_anew(database, found, now);
    }
    match (found, key) {
        (SqliteFile::Filled, _) | (_, None) => Ok(()),
        (missing_or_empty, Some(key)) => Err(StartError::Lost(LostDatabase {
            database: database.clone(),
            exists: missing_or_empty == SqliteFile::Empty,
            key,
        })),
    }
}

/// The file of a secret key that lies where the service, or whoever started it before, keeps its files: one that was made for a
/// database. A key that is given by other means may be there before any database is.
fn key_of_former(settings: &ServiceSettings, database: &Path) -> Option<PathBuf> {
    let SecretKeySource::File(key) = &settings.secret_key else {
        return None;
    };
    let is_kept_here = key.starts_with(&settings.data_dir) || key.parent() == database.parent();
    (is_kept_here && key.exists()).then(|| key.clone())
}

fn begin_anew(database: &Path, found: SqliteFile, now: Timestamp) -> Result<(), StartError> {
    if found == SqliteFile::Filled {
        tracing::warn!(
            "--new-database changes nothing: there is a database. Leave it out, so that one that is lost is noticed"
        );
        return Ok(());
    }
    let aside = backup::set_log_aside(database, now).map_err(|error| StartError::NewDatabase(error.to_string()))?;
    if let Some(log) = aside {
        tracing::warn!(log = %log.display(), "beginning with a new database; the log of another one is set aside");
    } else {
        tracing::warn!("beginning with a new database");
    }
    Ok(())
}
