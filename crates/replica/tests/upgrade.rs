//! Files that an older Roster wrote.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod support;

use std::fs;
use std::path::Path;

use roster_domain::UserStatus;
use roster_domain::pending::PendingState;
use roster_replica::Replica;
use roster_replica::pending::{Lost, PendingEdit, PendingStore};
use secrecy::ExposeSecret;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, SqlitePool};
use support::{all, id, key, names, page, user};

/// The table of users before each was kept in one piece.
fn users_by_columns() -> &'static str {
    let first = include_str!("../../../migrations/replica/0001_create_users.sql");
    let end = first.find(';').unwrap();
    &first[..=end]
}

async fn run(path: &Path, sql: String) {
    let hex = key(1).to_hex();
    let options = SqliteConnectOptions::new()
        .filename(path)
        .pragma("key", format!("\"x'{}'\"", hex.expose_secret()));
    let pool = SqlitePool::connect_with(options).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&pool).await.unwrap();
    pool.close().await;
}

#[tokio::test]
async fn what_was_kept_by_columns_is_filled_again_by_the_feed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("replica.db");
    let replica = Replica::open(&path, &key(1)).await.unwrap();
    replica.expect(id(1)).await.unwrap();
    replica.close().await;
    let before = format!(
        "DROP TABLE users; DROP TABLE glance; {} \
         INSERT INTO users VALUES (x'01', 'Ada', 'Lovelace', 'a@example.com', 'a@example.org', 'en', 'user', 0, 'active', \
         1, 0, 0, NULL, NULL); \
         UPDATE progress SET cursor = 'cursor-7', revision = 7, complete = 1; \
         DELETE FROM _sqlx_migrations WHERE version > 3;",
        users_by_columns()
    );
    run(&path, before).await;
    let replica = Replica::open(&path, &key(1)).await.unwrap();
    assert_eq!(
        (replica.cursor().await.unwrap(), replica.revision().await.unwrap()),
        (None, 0)
    );
    assert!(!replica.is_complete().await.unwrap());
    assert_eq!(replica.ahead().await.unwrap(), []);
    assert_eq!(replica.window(all(UserStatus::Active)).await.unwrap().total, 0);
    replica
        .apply(&page(8, vec![user(1, "Ada", "Lovelace")], &[]))
        .await
        .unwrap();
    let window = replica.window(all(UserStatus::Active)).await.unwrap();
    assert_eq!(names(&window.users), ["Ada"]);
}

/// The files that version 0.1.0 left behind (`fixtures/0.1.0`), in a folder of the test's own.
fn left_behind() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/0.1.0");
    for name in ["replica.db", "pending.db", "pending.db-count"] {
        fs::copy(fixtures.join(name), folder.path().join(name)).unwrap();
    }
    folder
}

#[tokio::test]
async fn everybody_in_the_copy_of_the_version_before_is_there() {
    let folder = left_behind();
    let replica = Replica::open(&folder.path().join("replica.db"), &key(1)).await.unwrap();
    assert!(replica.is_complete().await.unwrap());
    assert_eq!(
        (replica.cursor().await.unwrap(), replica.revision().await.unwrap()),
        (Some("cursor-8".to_owned()), 8)
    );
    let active = replica.window(all(UserStatus::Active)).await.unwrap();
    assert_eq!(names(&active.users), ["Anne-Marie", "Ada", "Siân"]);
    let pending = replica.window(all(UserStatus::Pending)).await.unwrap();
    assert_eq!(names(&pending.users), ["Zoé"]);
    let removed = replica.window(all(UserStatus::Removed)).await.unwrap();
    assert_eq!(names(&removed.users), ["Max"]);
    let mut found = all(UserStatus::Active);
    found.search = "o’brien".to_owned();
    assert_eq!(replica.window(found).await.unwrap().total, 1);
}

#[tokio::test]
async fn changes_that_waited_under_the_version_before_wait_on() {
    let folder = left_behind();
    let path = folder.path().join("pending.db");
    let opened = PendingStore::open_or_replace(&path, &key(2), support::moment(60))
        .await
        .unwrap();
    assert_eq!(opened.lost, Lost::Nothing);
    let changes = opened.store.list().await.unwrap();
    let states: Vec<_> = changes.iter().map(|change| change.state).collect();
    assert_eq!(
        states,
        [
            PendingState::Refused,
            PendingState::Conflict,
            PendingState::Sending,
            PendingState::Waiting
        ]
    );
    let PendingEdit::Create { user } = &changes[0].edit else {
        panic!("{:?}", changes[0].edit);
    };
    assert_eq!(user.login_email, "brandt@example.com");
    assert_eq!(changes[2].edit, PendingEdit::Remove { id: id(3) });
    assert_eq!(changes[2].first_sent_after, Some(8));
}
