//! Looks straight into the database, for what no route shows.

use jiff::Timestamp;
use roster_domain::{BearerToken, SessionId};
use roster_service::App;
use roster_store::users::UserRecord;
use roster_store::{Micros, Tx};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::world::World;

impl World {
    /// The one number a query gives.
    pub async fn number(&self, sql: &str) -> i64 {
        match &mut self.read().await {
            Tx::Postgres(tx) => {
                sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
                    .fetch_one(&mut **tx)
                    .await
            }
            Tx::Sqlite(tx) => {
                sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
                    .fetch_one(&mut **tx)
                    .await
            }
        }
        .unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// The one column of text a query gives.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        match &mut self.read().await {
            Tx::Postgres(tx) => {
                sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
                    .fetch_all(&mut **tx)
                    .await
            }
            Tx::Sqlite(tx) => {
                sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
                    .fetch_all(&mut **tx)
                    .await
            }
        }
        .unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// Runs a statement and commits it.
    pub async fn execute(&self, sql: &str) {
        let mut tx = self.write().await;
        execute(&mut tx, sql).await;
        tx.commit().await.expect("a commit");
    }

    /// Waits until as many transactions wait for another, as PostgreSQL knows; SQLite keeps its writers waiting unseen.
    pub async fn until_waiting(&self, count: i64) {
        if !self.is_postgres() {
            return;
        }
        let deadline = tokio::time::Instant::now() + std::time::Duration::from_mins(1);
        let waiting =
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while self.number(waiting).await < count {
            assert!(tokio::time::Instant::now() < deadline, "fewer than {count} wait");
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }

    /// How many rows there are of everything that a write may leave, and the revisions reached: the same before and after
    /// what must leave nothing.
    pub async fn census(&self) -> Vec<i64> {
        let mut counts = Vec::new();
        for table in [
            "users",
            "invitations",
            "mails",
            "audit_events",
            "user_tombstones",
            "sessions",
            "idempotency_keys",
        ] {
            counts.push(self.number(&format!("SELECT COUNT(*) FROM {table}")).await);
        }
        counts.push(self.number("SELECT CAST(SUM(revision) AS BIGINT) FROM accounts").await);
        counts.push(self.number("SELECT CAST(SUM(audit_seq) AS BIGINT) FROM accounts").await);
        counts
    }

    /// The same of everything but the log, in which also stands what was refused.
    pub async fn census_beside_the_log(&self) -> Vec<i64> {
        let mut counts = self.census().await;
        counts.pop();
        counts.remove(3);
        counts
    }

    /// An id as it is written within a statement.
    pub fn literal(&self, id: impl Into<Uuid>) -> String {
        let id = id.into();
        if self.is_postgres() {
            format!("'{id}'")
        } else {
            blob(id.as_bytes())
        }
    }
}

/// Signs someone in.
pub async fn insert_session(tx: &mut Tx, app: &App, user: &UserRecord, token: &BearerToken, expires_at: Timestamp) {
    let id = SessionId::generate(&*app.clock, &*app.random);
    let on_postgres = matches!(tx, Tx::Postgres(_));
    let literal = |uuid: Uuid| {
        if on_postgres {
            format!("'{uuid}'")
        } else {
            blob(uuid.as_bytes())
        }
    };
    let hash = if on_postgres {
        format!("'\\x{}'", hex(&token.hash()))
    } else {
        blob(&token.hash())
    };
    let Micros(now) = app.now().into();
    let Micros(expires_at) = expires_at.into();
    let sql = format!(
        "INSERT INTO sessions (id, account_id, user_id, token_hash, created_at, last_used_at, expires_at)
         VALUES ({}, {}, {}, {hash}, {now}, {now}, {expires_at})",
        literal(id.as_uuid()),
        literal(user.account_id.as_uuid()),
        literal(user.id.as_uuid()),
    );
    execute(tx, &sql).await;
}

pub async fn execute(tx: &mut Tx, sql: &str) {
    match tx {
        Tx::Postgres(tx) => sqlx::query(AssertSqlSafe(sql.to_owned()))
            .execute(&mut **tx)
            .await
            .map(drop),
        Tx::Sqlite(tx) => sqlx::query(AssertSqlSafe(sql.to_owned()))
            .execute(&mut **tx)
            .await
            .map(drop),
    }
    .unwrap_or_else(|error| panic!("{sql}: {error}"));
}

fn blob(bytes: &[u8]) -> String {
    format!("X'{}'", hex(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}
