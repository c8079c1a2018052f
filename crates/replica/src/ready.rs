//! Waits until SQLCipher can take a key, before the first file is opened.
//!
//! `sqlite3_initialize` marks SQLite as set up and only then, without a lock, has SQLCipher set itself up (4.10). Another thread that
//! opens its first file in between is refused its key. Whichever thread does the setting up, here or for a file that is not
//! encrypted, an empty database in memory tells when it is done.

use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tokio::sync::OnceCell;

/// It takes less than a millisecond.
const LOOK_AGAIN: Duration = Duration::from_millis(1);
const LOOKS: u32 = 1_000;

static READY: OnceCell<()> = OnceCell::const_new();

/// Returns once keys are taken. With the error that SQLCipher gives if it cannot be set up.
pub(crate) async fn wait_until_ready() -> Result<(), sqlx::Error> {
    READY.get_or_try_init(look_until_ready).await.map(|&()| ())
}

async fn look_until_ready() -> Result<(), sqlx::Error> {
    for _ in 1..LOOKS {
        match open_empty().await {
            Ok(()) => return Ok(()),
            Err(error) => tracing::debug!(%error, "SQLCipher is not ready yet"),
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    open_empty().await
}

/// Opens a database in memory with a key. Nothing is ever written to it.
async fn open_empty() -> Result<(), sqlx::Error> {
    let any_key = format!("\"x'{}'\"", "00".repeat(32));
    let options = SqliteConnectOptions::new()
        .in_memory(true)
        .pragma("key", any_key)
        .disable_statement_logging();
    options.connect().await?.close().await
}
