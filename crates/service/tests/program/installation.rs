use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use roster_store::{PostgresTx, Scope, Store, Tx};
use serde_json::Value;
use sqlx::AssertSqlSafe;
use tempfile::TempDir;

pub const PASSWORD: &str = "walnut orbit lantern";
pub const LOGIN: &str = "ada@example.com";

/// What to run in place of the program that was built beside these tests, if anything: `cargo xtask windows` names one that runs
/// the program for Windows under Wine.
pub fn for_windows() -> Option<PathBuf> {
    std::env::var_os("ROSTER_TEST_ROSTERD").map(PathBuf::from)
}

/// One machine that `rosterd` is installed on: a folder, a database, and nothing else of this machine's environment.
#[derive(Debug)]
pub struct Installation {
    folder: TempDir,
    database_url: Option<String>,
}

impl Installation {
    pub fn over_sqlite() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            database_url: None,
        }
    }

    /// Over a database of that URL.
    pub fn over(database_url: String) -> Self {
        Self {
            database_url: Some(database_url),
            ..Self::over_sqlite()
        }
    }

    pub async fn over_postgres() -> Self {
        let make = || roster_testkit::shared_postgres()?.create_database();
        let url = tokio::task::spawn_blocking(make)
            .await
            .expect("it does not panic")
            .expect("a database");
        Self::over(url)
    }

    pub fn is_on_postgres(&self) -> bool {
        self.database_url.is_some()
    }

    pub fn database_url(&self) -> String {
        let file = self.data_dir().join("roster.sqlite");
        self.database_url
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", file.display()))
    }

    /// Runs a statement as one who owns the database.
    pub async fn execute(&self, sql: &str) {
        let store = self.store().await;
        let mut tx = begin_as_owner(&store).await;
        let sql = AssertSqlSafe(sql.to_owned());
        match &mut tx {
            Tx::Postgres(tx) => sqlx::query(sql).execute(&mut **tx).await.map(drop),
            Tx::Sqlite(tx) => sqlx::query(sql).execute(&mut **tx).await.map(drop),
        }
        .expect("it is done");
        tx.commit().await.expect("a commit");
        store.close().await;
    }

    /// The one number a query gives.
    pub async fn number(&self, sql: &str) -> i64 {
        let store = self.store().await;
        let sql = AssertSqlSafe(sql.to_owned());
        let number = match &mut begin_as_owner(&store).await {
            Tx::Postgres(tx) => sqlx::query_scalar(sql).fetch_one(&mut **tx).await,
            Tx::Sqlite(tx) => sqlx::query_scalar(sql).fetch_one(&mut **tx).await,
        };
        number.expect("a number")
    }

    async fn store(&self) -> Store {
        let url = self.database_url().parse().expect("a URL");
        Store::open(&url).await.expect("it opens")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn data_dir(&self) -> PathBuf {
        self.path("data")
    }

    /// The program, with settings of its own for everything that would otherwise reach outside of the folder.
    pub fn command<I: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = I>) -> Command {
        let mut command = Command::new(for_windows().unwrap_or_else(|| env!("CARGO_BIN_EXE_rosterd").into()));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.folder.path())
            .env("ROSTER_DATA_DIR", self.data_dir());
        command
            .env("ROSTER_LISTEN", "127.0.0.1:0")
            .current_dir(self.folder.path());
        if let Some(url) = &self.database_url {
            command.env("ROSTER_DATABASE_URL", url);
        }
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    /// The same with something to read.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.command(arguments);
        let piped = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = piped.spawn().expect("the program starts");
        // One that refuses its arguments ends without reading.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        child.wait_with_output().expect("it ends")
    }

    /// Makes an account whose administrator is active, and gives what was printed.
    pub fn create_account(&self) -> Value {
        self.create_account_named("Engines", LOGIN)
    }

    pub fn create_account_named(&self, name: &str, login: &str) -> Value {
        let arguments = [&create(name, login)[..], &["--password-stdin"]].concat();
        json(&self.run_with_input(&arguments, &format!("{PASSWORD}\n")))
    }
}

/// Begins as one whom row-level security does not bind.
async fn begin_as_owner(store: &Store) -> Tx {
    let tx = match store {
        Store::Postgres { pool, .. } => PostgresTx::begin_bare(pool, "BEGIN")
            .await
            .map(Tx::Postgres)
            .map_err(Into::into),
        Store::Sqlite { .. } => store.begin_write(Scope::NoAccount).await,
    };
    tx.expect("a transaction")
}

/// The arguments that make an account.
pub fn create<'a>(name: &'a str, login: &'a str) -> [&'a str; 10] {
    [
        "account",
        "create",
        "--name",
        name,
        "--admin-login-email",
        login,
        "--admin-first-name",
        "Ada",
        "--admin-last-name",
        "Lovelace",
    ]
}

/// What a command that succeeded printed: one line of JSON.
#[track_caller]
pub fn json(output: &Output) -> Value {
    let (printed, logged) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{} {logged}", output.status);
    assert_eq!(printed.lines().count(), 1, "{printed}");
    serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {printed}"))
}

/// Checks that a command refused to start: exit status 2, one line that says which setting is wrong, nothing printed.
#[track_caller]
pub fn refusal(output: &Output) -> String {
    let logged = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{logged}");
    assert_eq!(text(&output.stdout), "");
    assert_eq!(logged.lines().count(), 1, "{logged}");
    logged
        .trim_end()
        .strip_prefix("rosterd: ")
        .unwrap_or_else(|| panic!("{logged}"))
        .to_owned()
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// Every file in a folder and its folders, with what is in it.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = fs::read(&path).expect("a file");
            found.push((path, bytes));
        }
    }
    found.sort();
    found
}
