use std::fs;

use roster_store::{DatabaseUrl, OpenError, Scope, Store, history};
use sqlx::{Connection, SqliteConnection};

use crate::cast::{Cast, new_postgres_url};

async fn open(url: &str) -> Result<Store, OpenError> {
    Store::open(&url.parse().unwrap()).await
}

async fn what_is_there_stays_when_it_is_opened_again(cast: Cast) {
    let account = cast.account().await;
    let migrations = cast.number("SELECT COUNT(*) FROM _sqlx_migrations").await;
    let again = open(&cast.url).await.unwrap();
    let found = roster_store::accounts::get(&mut again.begin_read(Scope::Platform).await.unwrap(), account)
        .await
        .unwrap();
    assert_eq!(found.unwrap().name, "Analytical Engines");
    assert_eq!(cast.number("SELECT COUNT(*) FROM _sqlx_migrations").await, migrations);
    again.ping().await.unwrap();
    again.close().await;
    assert!(again.ping().await.is_err_and(|error| error.is_unavailable()));
}

async fn many_may_open_a_new_database_at_once(urls: Vec<String>) {
    for url in urls {
        let openings = (0..6).map(|_| {
            let url = url.clone();
            tokio::spawn(async move { open(&url).await.map(drop) })
        });
        for opening in openings.collect::<Vec<_>>() {
            opening.await.unwrap().unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_may_open_a_new_sqlite_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let url = |index| format!("sqlite:{}", folder.path().join(format!("{index}.db")).display());
    many_may_open_a_new_database_at_once((0..5).map(url).collect()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
async fn many_may_open_a_new_postgres_database_at_once() {
    many_may_open_a_new_database_at_once(vec![new_postgres_url().await, new_postgres_url().await]).await;
}

async fn a_database_of_a_later_version_is_refused_and_left_alone(cast: Cast) {
    cast.account().await;
    let empty = if cast.is_postgres() { "''" } else { "X''" };
    cast.execute(&format!(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'from the future', TRUE, {empty}, 1)"
    ))
    .await;
    let applied = cast.number("SELECT COUNT(*) FROM _sqlx_migrations").await;
    match open(&cast.url).await {
        Err(error @ OpenError::Newer { found: 9999, .. }) => {
            assert!(error.to_string().contains("install the newer Roster"), "{error}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(cast.number("SELECT COUNT(*) FROM _sqlx_migrations").await, applied);
    assert_eq!(cast.number("SELECT COUNT(*) FROM accounts").await, 1);
}

/// As it is in a backup that was just put back.
#[tokio::test]
async fn a_file_of_a_later_version_keeps_its_journal_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.sqlite");
    let url = format!("sqlite:{}", path.display());
    open(&url).await.unwrap().close().await;
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    let later = "PRAGMA journal_mode = DELETE; INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 VALUES (9999, 'from the future', TRUE, X'', 1)";
    sqlx::raw_sql(later).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let before = fs::read(&path).unwrap();
    let refused = open(&url).await.unwrap_err();
    assert!(matches!(refused, OpenError::Newer { found: 9999, .. }), "{refused:?}");
    assert!(fs::read(&path).unwrap() == before);
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let path = folder.path().join("roster.sqlite");
    let store = open(&format!("sqlite:{}", path.display())).await.unwrap();
    for name in ["roster.sqlite", "roster.sqlite-wal"] {
        let mode = fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    store.close().await;
}

/// From before there were marks: where it stands gets one, so that replicas do not begin anew for ever.
async fn a_database_without_marks_gets_them_for_its_accounts(cast: Cast) {
    let (busy, quiet) = (cast.account().await, cast.account().await);
    cast.execute("UPDATE accounts SET revision = 7").await;
    cast.execute("DROP TABLE revision_marks").await;
    cast.execute("DELETE FROM _sqlx_migrations WHERE version = 2").await;
    let store = open(&cast.url).await.unwrap();
    let mut tx = store.begin_read(Scope::Platform).await.unwrap();
    let mut marks = Vec::new();
    for account in [busy, quiet] {
        marks.push(history::mark_at(&mut tx, account, 7).await.unwrap().expect("a mark"));
    }
    assert_ne!(marks[0], marks[1]);
}

async fn a_schema_that_was_changed_by_hand_is_refused(cast: Cast) {
    let other = if cast.is_postgres() { "'\\x00'" } else { "X'00'" };
    cast.execute(&format!(
        "UPDATE _sqlx_migrations SET checksum = {other} WHERE version = 1"
    ))
    .await;
    assert!(matches!(open(&cast.url).await, Err(OpenError::Migration(_))));
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    let text = "Dear Mr Babbage, ".repeat(1000);
    fs::write(&path, &text).unwrap();
    let error = open(&format!("sqlite:{}", path.display())).await.unwrap_err();
    assert!(matches!(error, OpenError::Unreadable(_)), "{error:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    let below_a_file = path.join("roster.db");
    let error = open(&format!("sqlite:{}", below_a_file.display())).await.unwrap_err();
    assert!(matches!(error, OpenError::Folder(_)), "{error:?}");
}

#[tokio::test]
#[cfg_attr(not(unix), ignore = "a socket in a folder is of Unix")]
async fn a_server_that_is_not_there_is_said_to_be_so() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().display().to_string().replace('/', "%2F");
    let error = open(&format!("postgres://postgres@localhost/roster?host={socket}"))
        .await
        .unwrap_err();
    assert!(matches!(error, OpenError::Unreadable(_)), "{error:?}");
    assert!(
        error.to_string().starts_with("the database cannot be opened") && error.to_string().contains("No such file"),
        "{error}"
    );
}

#[test]
fn a_url_names_one_of_the_two_engines() {
    for url in [
        "",
        "sqlite:",
        "sqlite::memory:",
        "mysql://x",
        "roster.db",
        "postgres:",
        "sqlite://:memory:",
        "sqlite:roster.db?mode=rwc",
        "sqlite:///srv/roster.db?cache=shared",
        "sqlite:roster.db?",
        "sqlite:file:roster.db",
    ] {
        assert!(url.parse::<DatabaseUrl>().is_err(), "{url}");
    }
    let url: DatabaseUrl = "postgres://roster:hunter2@db.example/roster".parse().unwrap();
    assert!(!format!("{url:?}").contains("hunter2"));
}

crate::on_both_engines!(
    what_is_there_stays_when_it_is_opened_again,
    a_database_of_a_later_version_is_refused_and_left_alone,
    a_database_without_marks_gets_them_for_its_accounts,
    a_schema_that_was_changed_by_hand_is_refused,
);
