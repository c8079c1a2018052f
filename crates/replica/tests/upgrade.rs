//! A copy that an older Roster wrote.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod support;

use std::path::Path;

use roster_domain::UserStatus;
use roster_replica::Replica;
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
        "DROP TABLE users; {} \
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
