use std::path::Path;

use roster_store::DatabaseUrl;
use roster_store::backup::{self, BackupError};
use serde_json::json;

use crate::cli::arguments::BackupArguments;
use crate::cli::print_line;
use crate::cli::wrong::Wrong;

/// `rosterd backup FILE`: also while the service runs.
pub async fn back_up(arguments: BackupArguments) -> Result<(), Wrong> {
    let settings = arguments.service.settings()?;
    let database = sqlite_file(&settings.database_url)?;
    let made = backup::back_up(database, &arguments.file).await.map_err(|error| {
        let about_database = matches!(
            &error,
            BackupError::Missing(_) | BackupError::Store(_) | BackupError::Damaged(_)
        );
        Wrong::setting(if about_database { "--database-url" } else { "FILE" }, error)
    })?;
    let line = json!({
        "file": arguments.file, "accounts": made.accounts, "auditEvents": made.events, "bytes": made.bytes,
    });
    print_line(&line.to_string());
    Ok(())
}

/// The file of an SQLite database; PostgreSQL has means of its own.
pub fn sqlite_file(url: &DatabaseUrl) -> Result<&Path, Wrong> {
    match url {
        DatabaseUrl::Sqlite(path) => Ok(path),
        DatabaseUrl::Postgres(_) => Err(Wrong::setting(
            "--database-url",
            "is PostgreSQL: back up and restore with pg_dump and pg_restore, or your provider's snapshots",
        )),
    }
}
