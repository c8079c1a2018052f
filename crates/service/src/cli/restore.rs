use roster_domain::Clock;
use roster_store::backup::{self, BackupError};
use serde_json::json;

use crate::ambient::SystemClock;
use crate::cli::arguments::BackupArguments;
use crate::cli::backup::sqlite_file;
use crate::cli::print_line;
use crate::cli::wrong::Wrong;
use crate::start::secret_key;

/// `rosterd restore FILE`: while nothing else uses the database, which is set aside.
pub async fn restore(arguments: BackupArguments) -> Result<(), Wrong> {
    let settings = arguments.service.settings()?;
    let database = sqlite_file(&settings.database_url)?;
    let key = secret_key::existing(&settings.secret_key)?;
    let fingerprint = key.fingerprint();
    let now = SystemClock.now();
    let restored = backup::restore(&arguments.file, database, fingerprint.as_bytes(), now)
        .await
        .map_err(|error| {
            let flag = match &error {
                BackupError::InUse => "--database-url",
                BackupError::OtherSecretKey => "--secret-key-file",
                _ => "FILE",
            };
            Wrong::setting(flag, error)
        })?;
    let line = json!({
        "restored": arguments.file, "accounts": restored.checked.accounts, "auditEvents": restored.checked.events,
        "setAside": restored.set_aside,
    });
    print_line(&line.to_string());
    Ok(())
}
