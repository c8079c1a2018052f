use std::fs;
use std::path::{Path, PathBuf};

use roster_store::Store;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use tempfile::TempDir;

/// A database of a test's own. It goes when this is dropped, or with the throw-away server it is on.
#[derive(Debug)]
pub struct Database {
    pub store: Store,
    pub url: String,
    _folder: Option<TempDir>,
}

impl Database {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite:{}", folder.path().join("roster.db").display());
        Self {
            store: open(&url).await,
            url,
            _folder: Some(folder),
        }
    }

    /// The file that version 0.1.0 made, brought up to date.
    pub async fn sqlite_of_version_before() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("roster.db");
        let packed = fs::read(version_before("roster.sqlite.zst")).expect("a fixture");
        fs::write(&path, zstd::decode_all(&*packed).expect("Zstandard")).expect("it is written");
        let url = format!("sqlite:{}", path.display());
        Self {
            store: open(&url).await,
            url,
            _folder: Some(folder),
        }
    }

    pub async fn postgres() -> Self {
        let url = empty_postgres().await;
        Self {
            store: open(&url).await,
            url,
            _folder: None,
        }
    }

    /// The database that version 0.1.0 made, brought up to date.
    pub async fn postgres_of_version_before() -> Self {
        let url = empty_postgres().await;
        let dump = fs::read_to_string(version_before("postgres.sql")).expect("a fixture");
        let mut connection = PgConnection::connect(&url).await.expect("a connection");
        let restored = sqlx::raw_sql(AssertSqlSafe(dump)).execute(&mut connection).await;
        restored.expect("the dump is restored");
        connection.close().await.expect("it closes");
        Self {
            store: open(&url).await,
            url,
            _folder: None,
        }
    }
}

async fn empty_postgres() -> String {
    #[cfg(unix)]
    let make = || roster_testkit::shared_postgres()?.create_database();
    #[cfg(not(unix))]
    let make = || -> anyhow::Result<String> { anyhow::bail!("the throw-away PostgreSQL is for Unix") };
    tokio::task::spawn_blocking(make)
        .await
        .expect("it does not panic")
        .expect("a PostgreSQL server")
}

/// A file that the version before left behind.
pub fn version_before(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/0.1.0")
        .join(name)
}

/// Opens a store at a URL, as another node of the service would.
pub async fn open(url: &str) -> Store {
    let url = url.parse().expect("a database URL");
    Store::open(&url).await.expect("the database opens")
}
