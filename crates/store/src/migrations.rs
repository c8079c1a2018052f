//! Brings the schema of either engine up to date when the database is opened.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{PgPool, SqliteConnection};

use crate::db::POSTGRES_SESSION;
use crate::users::{refold_postgres, refold_sqlite};
use crate::{OpenError, service_role};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/service");
/// What only one engine can be told, such as triggers. Their numbers continue those above.
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/service/postgres");
static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/service/sqlite");

/// While the schema is brought up to date: other nodes wait for the one that does.
const POSTGRES_MIGRATION: &str = "SET roster.scope = 'maintenance'; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = 0; \
     SET statement_timeout = 0";

/// Brings the schema up to date, and gives the role to work in.
pub(crate) async fn run_on_postgres(pool: &PgPool) -> Result<Option<Arc<str>>, OpenError> {
    let mut connection = pool.acquire().await.map_err(OpenError::Unreadable)?;
    // Where row-level security binds the owner, a migration would else change no row.
    sqlx::raw_sql(POSTGRES_MIGRATION)
        .execute(&mut *connection)
        .await
        .map_err(OpenError::Unreadable)?;
    // sqlx takes an advisory lock: several nodes may start at once.
    all_for(&POSTGRES_MIGRATIONS)
        .run_direct(None, &mut *connection, false)
        .await
        .map_err(open_error)?;
    refold_postgres(&mut connection).await.map_err(OpenError::Unreadable)?;
    sqlx::raw_sql("RESET roster.scope; RESET statement_timeout")
        .execute(&mut *connection)
        .await
        .map_err(OpenError::Unreadable)?;
    sqlx::raw_sql(POSTGRES_SESSION)
        .execute(&mut *connection)
        .await
        .map_err(OpenError::Unreadable)?;
    drop(connection);
    let role = service_role::prepare(pool).await.map_err(OpenError::Unreadable)?;
    Ok(role.map(Arc::from))
}

/// Brings the schema up to date. Nothing of the file changes, not even how it keeps its journal, before it is known that it is no newer
/// than this program: a restored backup has no write-ahead log yet.
pub(crate) async fn run_on_sqlite(writer: &mut SqliteConnection) -> Result<(), OpenError> {
    let migrations = all_for(&SQLITE_MIGRATIONS);
    migrations
        .run_direct(Some(0), writer, false)
        .await
        .map_err(open_error)?;
    sqlx::raw_sql("PRAGMA journal_mode = WAL")
        .execute(&mut *writer)
        .await
        .map_err(OpenError::Unreadable)?;
    migrations.run_direct(None, writer, false).await.map_err(open_error)?;
    refold_sqlite(writer).await.map_err(OpenError::Unreadable)
}

/// SQLite's migrations are not locked by sqlx: `serve` and `account create` may start on a new file at the same moment.
/// Waits beside the async threads: the one that is waited for may need them.
pub(crate) async fn lock(database: &Path) -> std::io::Result<std::fs::File> {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    let take = move || {
        let file = std::fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(PathBuf::from(name))?;
        file.lock().map(|()| file)
    };
    tokio::task::spawn_blocking(take).await?
}

/// The migrations of both engines and those of this one, in the order of their numbers.
fn all_for(of_engine: &Migrator) -> Migrator {
    Migrator::with_migrations(MIGRATIONS.iter().chain(of_engine.iter()).cloned().collect())
}

/// The latest version of the schema that this program knows.
pub(crate) fn known_schema() -> i64 {
    let all = [&MIGRATIONS, &POSTGRES_MIGRATIONS, &SQLITE_MIGRATIONS];
    let versions = all
        .into_iter()
        .flat_map(Migrator::iter)
        .map(|migration| migration.version);
    versions.max().unwrap_or(0)
}

fn open_error(error: MigrateError) -> OpenError {
    match error {
        MigrateError::VersionMissing(found) | MigrateError::VersionTooNew(found, _) => {
            let known = known_schema();
            if found > known {
                OpenError::Newer { found, known }
            } else {
                OpenError::Migration(error)
            }
        }
        MigrateError::Execute(error) => OpenError::Unreadable(error),
        other => OpenError::Migration(other),
    }
}
