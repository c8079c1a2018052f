//! An SQLite file that is gone or empty while its secret key is there, a log without its file, and a key that others can read.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::installation::{Installation, LOGIN, create, files, json, refusal, text};
use crate::serving::PATIENCE;

fn database(installation: &Installation) -> PathBuf {
    installation.data_dir().join("roster.sqlite")
}

fn log_of(database: &Path) -> PathBuf {
    database.with_file_name("roster.sqlite-wal")
}

/// Every command that would begin with a new database.
fn commands() -> [Vec<&'static str>; 3] {
    [
        vec!["serve"],
        vec!["migrate"],
        create("Others", "eve@example.com").to_vec(),
    ]
}

/// Checks that all of them refuse, say which file and how to go on, and leave everything as it is.
fn expect_refusals(installation: &Installation, words: &[&str]) {
    let before = files(&installation.data_dir());
    for command in commands() {
        let line = refusal(&installation.run(&command));
        assert!(line.starts_with("--database-url: "), "{line}");
        for word in [&["roster.sqlite", "rosterd restore", "--new-database"], words].concat() {
            assert!(line.contains(word), "{word} is not in: {line}");
        }
        assert!(
            kept(&before, &files(&installation.data_dir())),
            "{command:?} changed something"
        );
    }
}

/// But for the file by which processes wait for each other.
fn kept(before: &[(PathBuf, Vec<u8>)], after: &[(PathBuf, Vec<u8>)]) -> bool {
    let of_data = |files: &[(PathBuf, Vec<u8>)]| -> Vec<(PathBuf, Vec<u8>)> {
        let kept = files.iter().filter(|(path, _)| !path.ends_with("roster.sqlite.lock"));
        kept.cloned().collect()
    };
    of_data(before) == of_data(after)
}

/// Begins with a new database, and checks that it is one.
fn begin_anew(installation: &Installation) -> Output {
    let arguments = [&create("Engines", LOGIN)[..], &["--new-database"]].concat();
    let output = installation.run(&arguments);
    json(&output);
    output
}

#[test]
fn a_missing_file_beside_its_key_is_refused() {
    let installation = Installation::over_sqlite();
    installation.create_account();
    fs::remove_file(database(&installation)).expect("a file");
    expect_refusals(&installation, &["does not exist", "secret.key"]);
    let key = fs::read(installation.data_dir().join("secret.key")).expect("the key");
    begin_anew(&installation);
    assert_eq!(
        fs::read(installation.data_dir().join("secret.key")).expect("the key"),
        key
    );
    assert!(installation.run(&["audit", "verify"]).status.success());
}

#[test]
fn an_emptied_file_beside_its_key_is_refused() {
    let installation = Installation::over_sqlite();
    installation.create_account();
    fs::write(database(&installation), "").expect("a file");
    expect_refusals(&installation, &["is empty", "secret.key"]);
    refusal(&installation.run(&["audit", "verify"]));
    begin_anew(&installation);
}

#[tokio::test]
async fn a_file_without_any_table_is_empty_too() {
    use sqlx::{ConnectOptions, Connection};

    let installation = Installation::over_sqlite();
    installation.create_account();
    let file = database(&installation);
    fs::remove_file(&file).expect("a file");
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true);
    let mut connection = options.connect().await.expect("a connection");
    let nothing = "PRAGMA journal_mode = WAL; CREATE TABLE pets (name TEXT); DROP TABLE pets";
    sqlx::raw_sql(nothing).execute(&mut connection).await.expect("it runs");
    connection.close().await.expect("it closes");
    assert!(fs::metadata(&file).expect("a file").len() > 0);
    expect_refusals(&installation, &["is empty", "secret.key"]);
    begin_anew(&installation);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_without_its_file_is_refused_and_kept() {
    let installation = Installation::over_sqlite();
    installation.create_account();
    let backup = installation.path("backup.sqlite");
    json(&installation.run(&["backup", backup.to_str().expect("text")]));
    let mut serving = installation.serve();
    serving.sign_in().await;
    // Killed, it leaves what it has written in the log.
    serving.signal("KILL");
    serving.ended_within(PATIENCE).await.expect("it ends");
    let (file, log) = (database(&installation), log_of(&database(&installation)));
    let written = fs::read(&log).expect("a log");
    assert!(written.len() > 32);
    let whole = fs::read(&file).expect("a file");

    fs::remove_file(&file).expect("a file");
    expect_refusals(&installation, &["secret.key"]);
    fs::write(&file, "").expect("a file");
    expect_refusals(&installation, &["secret.key"]);
    // Also where no key would tell.
    let key = installation.data_dir().join("secret.key");
    let digits = fs::read_to_string(&key).expect("the key");
    fs::remove_file(&key).expect("the key");
    expect_refusals(&installation, &["roster.sqlite-wal", "holds data"]);
    refusal(&installation.run(&["backup", installation.path("other.sqlite").to_str().expect("text")]));
    assert_eq!(fs::read(&log).expect("a log"), written);
    fs::write(&key, &digits).expect("the key");

    // Put back beside it, all is there; and a backup does not take the log for its own.
    fs::write(&file, &whole).expect("a file");
    assert!(installation.run(&["audit", "verify"]).status.success());
    fs::remove_file(&file).expect("a file");
    fs::write(&log, &written).expect("a log");
    let restored = json(&installation.run(&["restore", backup.to_str().expect("text")]));
    let aside = restored["setAside"].as_str().expect("a name");
    assert_eq!(fs::read(aside).expect("the log"), written);
    assert!(installation.run(&["audit", "verify"]).status.success());

    // One that is begun anew leaves the log aside, too.
    fs::remove_file(&file).expect("a file");
    fs::write(&log, &written).expect("a log");
    let said = text(&begin_anew(&installation).stderr);
    assert!(said.contains("set aside"), "{said}");
    let kept = files(&installation.data_dir());
    let kept = kept
        .iter()
        .filter(|(path, bytes)| path.to_string_lossy().contains(".aside") && *bytes == written);
    assert_eq!(kept.count(), 2);
}

#[test]
fn a_key_from_elsewhere_and_no_database_is_a_new_start() {
    let digits = "ab".repeat(32);
    let given = Installation::over_sqlite();
    let mut command = given.command(create("Engines", LOGIN));
    json(&command.env("ROSTER_SECRET_KEY", &digits).output().expect("it starts"));

    let elsewhere = Installation::over_sqlite();
    let key = elsewhere.path("roster.key");
    fs::write(&key, &digits).expect("a file");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("a file");
    let mut command = elsewhere.command(create("Engines", LOGIN));
    json(&command.env("ROSTER_SECRET_KEY_FILE", &key).output().expect("it starts"));
    assert!(!elsewhere.data_dir().join("secret.key").exists());

    // In the data directory it is one that was made for a database, however it is named.
    let named = Installation::over_sqlite();
    fs::create_dir(named.data_dir()).expect("a folder");
    let key = named.data_dir().join("roster.key");
    fs::write(&key, &digits).expect("a file");
    let mut command = named.command(create("Engines", LOGIN));
    let line = refusal(&command.env("ROSTER_SECRET_KEY_FILE", &key).output().expect("it starts"));
    assert!(line.contains("roster.key") && line.contains("--new-database"), "{line}");
}

#[test]
fn a_new_database_is_begun_only_where_there_is_none() {
    let installation = Installation::over_sqlite();
    installation.create_account();
    let output = installation.run(&["migrate", "--new-database"]);
    assert!(
        output.status.success() && text(&output.stderr).contains("--new-database changes nothing"),
        "{output:?}"
    );
    let mut command = installation.command(["migrate", "--new-database"]);
    let url = "postgres://roster@127.0.0.1:1/roster";
    let line = refusal(&command.env("ROSTER_DATABASE_URL", url).output().expect("it starts"));
    assert!(line.starts_with("--new-database: "), "{line}");
}

#[test]
fn a_key_that_others_can_read_is_tightened_and_that_is_said() {
    let installation = Installation::over_sqlite();
    installation.create_account();
    let key = installation.data_dir().join("secret.key");
    let mode = || fs::metadata(&key).expect("the key").permissions().mode() & 0o7777;
    assert_eq!(mode(), 0o600);
    for others in [0o644, 0o640, 0o604, 0o666] {
        fs::set_permissions(&key, fs::Permissions::from_mode(others)).expect("the key");
        let output = installation.run(&create("Others", &format!("eve{others}@example.com")));
        json(&output);
        assert_eq!(mode(), 0o600, "{others:o}");
        let said = text(&output.stderr);
        assert!(
            said.contains("secret.key") && said.contains(&format!("0{others:o}")),
            "{said}"
        );
    }
    let quiet = installation.run(&create("Others", "mallory@example.com"));
    assert!(!text(&quiet.stderr).contains("secret.key"), "{quiet:?}");
}
