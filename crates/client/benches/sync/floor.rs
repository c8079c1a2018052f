//! What nobody who stores the rows in an encrypted file, each of their values in a column, can go below: the same rows, as many a
//! statement, one transaction, and nothing else. (The copy packs a row's values into one.)

use std::time::Duration;

use jiff::Timestamp;
use roster_contract::User;
use roster_domain::Permission;
use roster_testkit::Measurement;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, QueryBuilder};

use crate::now;

/// As many as the copy puts into one.
const ROWS_A_STATEMENT: usize = 200;
const RUNS: usize = 5;

pub async fn measure(users: &[User]) -> Measurement {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        times.push(insert(users).await);
    }
    Measurement::from_samples("floor: bare encrypted insert of the same rows", times)
}

async fn insert(users: &[User]) -> Duration {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("floor.db"))
        .create_if_missing(true)
        .pragma("key", format!("\"x'{}'\"", "5a".repeat(32)))
        .pragma("temp_store", "MEMORY")
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging();
    let mut connection = options.connect().await.expect("the file opens");
    sqlx::raw_sql(include_str!("../../../../migrations/replica/0001_create_users.sql"))
        .execute(&mut connection)
        .await
        .expect("the tables are made");
    let rows: Vec<(&User, Option<String>)> = users
        .iter()
        .map(|user| {
            let invitation = user.invitation.as_ref();
            (user, invitation.map(|it| serde_json::to_string(it).expect("JSON")))
        })
        .collect();
    let began = now();
    let mut transaction = connection.begin().await.expect("a transaction");
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        let mut insert = QueryBuilder::new("INSERT INTO users ");
        insert.push_values(rows, |mut row, (user, invitation)| {
            row.push_bind(user.id.as_uuid())
                .push_bind(user.first_name.as_str())
                .push_bind(user.last_name.as_str())
                .push_bind(user.login_email.as_str())
                .push_bind(user.communication_email.as_str())
                .push_bind(user.language.as_str())
                .push_bind(user.role.as_str())
                .push_bind(user.permissions.contains(&Permission::BillingManager))
                .push_bind(user.status.as_str())
                .push_bind(user.version)
                .push_bind(Timestamp::from(user.created_at).as_microsecond())
                .push_bind(Timestamp::from(user.updated_at).as_microsecond())
                .push_bind(user.last_active_at.map(|at| Timestamp::from(at).as_microsecond()))
                .push_bind(invitation.as_deref());
        });
        insert
            .build()
            .execute(&mut *transaction)
            .await
            .expect("rows are inserted");
    }
    transaction.commit().await.expect("a commit");
    let took = began.elapsed();
    connection.close().await.expect("it closes");
    took
}
