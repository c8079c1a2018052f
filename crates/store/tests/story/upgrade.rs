//! What was written under an earlier schema is there under this one.

use std::path::Path;

use roster_store::{Scope, devices, users};
use sqlx::migrate::Migrator;
use sqlx::{PgPool, SqlitePool};

use crate::cast::{Cast, new_postgres_url};

/// The migrations up to a version, of both engines and of one.
async fn migrations(engine: &str) -> Migrator {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/service");
    let mut all = Vec::new();
    for folder in [folder.join(engine), folder] {
        all.extend(Migrator::new(folder).await.unwrap().iter().cloned());
    }
    Migrator::with_migrations(all)
}

/// One user in every table, as the schema was before accounts were kept apart by it. Ids and hashes are the same bytes.
fn rows(bytes: impl Fn(&str) -> String) -> Vec<String> {
    let (account, user, invitation) = (bytes("01"), bytes("02"), bytes("03"));
    let hash = |byte: &str| bytes(byte).replace("::UUID", "::TEXT::BYTEA");
    let token = hash("07");
    vec![
        format!("INSERT INTO accounts (id, name, language, created_at) VALUES ({account}, 'Engines', 'en', 1)"),
        format!(
            "INSERT INTO users (id, account_id, first_name, last_name, login_email, login_email_key, communication_email, language,
                                role, billing_manager, status, entered, version, billing_version, revision, billing_revision,
                                created_at, updated_at, billing_updated_at, first_name_sort, last_name_sort, login_email_sort,
                                search_text)
             VALUES ({user}, {account}, 'Ada', 'O’Lovelace-King', 'ada@example.com', 'ada@example.com', 'ada@mail.example', 'en',
                     'administrator', TRUE, 'active', TRUE, 1, 0, 1, 1, 1, 1, 1, {token}, {token}, {token}, 'ada o’lovelace-king')"
        ),
        format!(
            "INSERT INTO invitations (id, account_id, user_id, token_hash, state, invited_by, created_at, expires_at, delivery)
             VALUES ({invitation}, {account}, {user}, {token}, 'open', {user}, 1, 9, 'queued')"
        ),
        format!(
            "INSERT INTO mails (id, account_id, user_id, invitation_id, kind, language, recipient, recipient_name, details, state,
                                next_attempt_at, created_at)
             VALUES ({user}, {account}, {user}, {invitation}, 'invitation', 'en', '', '', '', 'queued', 1, 1)"
        ),
        format!("INSERT INTO devices (id, user_id, token_hash, created_at) VALUES ({user}, {user}, {token}, 1)"),
        format!(
            "INSERT INTO sessions (id, account_id, user_id, token_hash, device_name, created_at, last_used_at, expires_at)
             VALUES ({user}, {account}, {user}, {token}, 'Difference Engine', 1, 2, 9)"
        ),
        format!(
            "INSERT INTO password_resets (id, account_id, user_id, token_hash, state, created_at, expires_at)
             VALUES ({user}, {account}, {user}, {token}, 'open', 1, 9)"
        ),
    ]
}

async fn everything_is_there(cast: Cast) {
    for (table, holds) in [
        (
            "invitations",
            "invited_by = user_id AND state = 'open' AND expires_at = 9",
        ),
        (
            "mails",
            "invitation_id IS NOT NULL AND state = 'queued' AND kind = 'invitation'",
        ),
        ("devices", "account_id IS NOT NULL AND id = user_id"),
        ("sessions", "device_name = 'Difference Engine' AND last_used_at = 2"),
        ("password_resets", "state = 'open' AND expires_at = 9"),
    ] {
        let count = format!("SELECT COUNT(*) FROM {table} WHERE {holds}");
        assert_eq!(cast.number(&count).await, 1, "{table}");
    }
    assert_eq!(
        cast.number("SELECT COUNT(*) FROM users WHERE search_text LIKE '%olovelaceking%'")
            .await,
        1,
        "it is searched by the present rules"
    );
    let mut tx = cast.store.begin_write(Scope::Platform).await.unwrap();
    let found = users::by_login_email_key(&mut tx, "ada@example.com")
        .await
        .unwrap()
        .unwrap();
    tx.narrow_to(found.account_id).await.unwrap();
    devices::forget_all_of(&mut tx, found.id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        cast.number("SELECT COUNT(*) FROM devices").await,
        0,
        "they are of the user's account"
    );
}

const BEFORE: i64 = 7;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn accounts_of_an_earlier_schema_are_kept_apart_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("roster.db").display());
    let pool = SqlitePool::connect(&format!("{url}?mode=rwc")).await.unwrap();
    migrations("sqlite").await.run_to(BEFORE, &pool).await.unwrap();
    for row in rows(|byte| format!("X'{}'", byte.repeat(16))) {
        sqlx::query(sqlx::AssertSqlSafe(row)).execute(&pool).await.unwrap();
    }
    pool.close().await;
    everything_is_there(Cast::at(url, Some(folder)).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
async fn accounts_of_an_earlier_schema_are_kept_apart_on_postgres() {
    let url = new_postgres_url().await;
    let pool = PgPool::connect(&url).await.unwrap();
    migrations("postgres").await.run_to(BEFORE, &pool).await.unwrap();
    for row in rows(|byte| format!("'{}'::UUID", byte.repeat(16))) {
        sqlx::query(sqlx::AssertSqlSafe(row)).execute(&pool).await.unwrap();
    }
    pool.close().await;
    everything_is_there(Cast::at(url, None).await).await;
}
