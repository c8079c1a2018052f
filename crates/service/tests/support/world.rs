use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use jiff::SignedDuration;
use roster_domain::{Random, SecretKey};
use roster_service::{App, Limits, Rolls, Settings};
use roster_store::{PostgresTx, Scope, Store, Tx};
use roster_testkit::{FixedClock, SeededRandom};

use super::database::{self, Database};
use super::request::Call;

/// Where links of this service lead.
pub const PUBLIC_URL: &str = "https://roster.example/";

/// A service over a database of its own, with a clock that the test moves.
#[derive(Debug)]
pub struct World {
    pub app: App,
    pub clock: FixedClock,
    pub router: Router,
    database: Database,
}

impl World {
    pub async fn on_sqlite() -> Self {
        Self::over(Database::sqlite().await)
    }

    pub async fn on_postgres() -> Self {
        Self::over(Database::postgres().await)
    }

    /// Over the SQLite file that version 0.1.0 left behind, and what was noted of it.
    pub async fn of_version_before_on_sqlite() -> (Self, serde_json::Value) {
        Self::of_version_before(Database::sqlite_of_version_before().await, "sqlite.json")
    }

    /// Over the PostgreSQL database that version 0.1.0 left behind, and what was noted of it.
    pub async fn of_version_before_on_postgres() -> (Self, serde_json::Value) {
        Self::of_version_before(Database::postgres_of_version_before().await, "postgres.json")
    }

    /// An hour after the database was last used.
    fn of_version_before(database: Database, noted: &str) -> (Self, serde_json::Value) {
        let noted = std::fs::read_to_string(database::version_before(noted)).expect("a fixture");
        let noted: serde_json::Value = serde_json::from_str(&noted).expect("JSON");
        let key = SecretKey::from_hex(noted["secretKey"].as_str().expect("a key")).expect("a key");
        let random = Arc::new(SeededRandom::from_environment());
        let world = Self::with(database, FixedClock::at("2026-11-29T03:10:00Z"), random, key);
        (world, noted)
    }

    fn over(database: Database) -> Self {
        let random: Arc<dyn Random> = Arc::new(SeededRandom::from_environment());
        let key = SecretKey::generate(&*random);
        Self::with(database, FixedClock::default(), random, key)
    }

    fn with(database: Database, clock: FixedClock, random: Arc<dyn Random>, key: SecretKey) -> Self {
        let app = App::new(database.store.clone(), Arc::new(clock.clone()), random, key, settings());
        Self {
            router: roster_service::router(app.clone()),
            app,
            clock,
            database,
        }
    }

    pub fn store(&self) -> &Store {
        &self.app.store
    }

    pub fn is_postgres(&self) -> bool {
        matches!(self.app.store, Store::Postgres { .. })
    }

    /// Where the database is, for a second node or a program on the command line.
    pub fn database_url(&self) -> &str {
        &self.database.url
    }

    /// Another node of the service over the same database: same key and clock, connections of its own.
    pub async fn another_node(&self) -> Router {
        let mut app = App::new(
            database::open(&self.database.url).await,
            self.app.clock.clone(),
            self.app.random.clone(),
            (*self.app.secret_key).clone(),
            settings(),
        );
        app.settings = self.app.settings.clone();
        roster_service::router(app)
    }

    /// The same service holding nothing in memory: it asks the database each time.
    pub fn without_rolls(&self) -> Router {
        let mut app = self.app.clone();
        app.rolls = Rolls::within(0);
        roster_service::router(app)
    }

    /// The same service with other settings.
    pub fn with_settings(&self, alter: impl FnOnce(&mut Settings)) -> Router {
        let mut app = self.app.clone();
        let mut settings = (*app.settings).clone();
        alter(&mut settings);
        app.settings = Arc::new(settings);
        roster_service::router(app)
    }

    /// Sets what those who connect may take up.
    pub fn limit(&mut self, limits: Limits) {
        self.alter(|settings| settings.limits = limits);
    }

    /// Alters the settings for everything from now on.
    pub fn alter(&mut self, alter: impl FnOnce(&mut Settings)) {
        let mut settings = (*self.app.settings).clone();
        alter(&mut settings);
        self.app.settings = Arc::new(settings);
        self.router = roster_service::router(self.app.clone());
    }

    /// A transaction that writes, for arranging what no route does, as one who owns the database: row-level security does not
    /// bind them. Remember to commit it.
    pub async fn write(&self) -> Tx {
        let tx = match &self.app.store {
            Store::Postgres { pool, .. } => PostgresTx::begin_bare(pool, "BEGIN")
                .await
                .map(Tx::Postgres)
                .map_err(Into::into),
            Store::Sqlite { .. } => self.app.store.begin_write(Scope::NoAccount).await,
        };
        tx.expect("a transaction")
    }

    /// The same that reads.
    pub async fn read(&self) -> Tx {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        let tx = match &self.app.store {
            Store::Postgres { pool, .. } => PostgresTx::begin_bare(pool, begin)
                .await
                .map(Tx::Postgres)
                .map_err(Into::into),
            Store::Sqlite { .. } => self.app.store.begin_read(Scope::NoAccount).await,
        };
        tx.expect("a transaction")
    }

    /// Lets time pass.
    pub fn advance(&self, span: SignedDuration) {
        self.clock.advance(span);
    }

    pub fn get(&self, path: &str) -> Call {
        self.call("GET", path)
    }

    pub fn post(&self, path: &str) -> Call {
        self.call("POST", path)
    }

    pub fn patch(&self, path: &str) -> Call {
        self.call("PATCH", path)
    }

    pub fn delete(&self, path: &str) -> Call {
        self.call("DELETE", path)
    }

    /// A request to a path under the API's prefix, or, when it begins with `//`, to the path after the first slash.
    pub fn call(&self, method: &str, path: &str) -> Call {
        Call::new(self.router.clone(), method, path)
    }

    /// Serves on a loopback port until the test ends, for tests that need real connections.
    pub async fn listen(&self) -> SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a loopback port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(roster_service::serve(self.app.clone(), listener));
        address
    }
}

/// Tests and the service that they ask share a runtime, which may be busy for long between a connection and its first request.
fn settings() -> Settings {
    let mut settings = Settings::new(PUBLIC_URL.parse().expect("a URL"));
    settings.limits.head = std::time::Duration::from_mins(5);
    settings
}
