use roster_store::Store;
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

    pub async fn postgres() -> Self {
        let make = || roster_testkit::shared_postgres()?.create_database();
        let url = tokio::task::spawn_blocking(make)
            .await
            .expect("it does not panic")
            .expect("a PostgreSQL server");
        Self {
            store: open(&url).await,
            url,
            _folder: None,
        }
    }
}

/// Opens a store at a URL, as another node of the service would.
pub async fn open(url: &str) -> Store {
    let url = url.parse().expect("a database URL");
    Store::open(&url).await.expect("the database opens")
}
