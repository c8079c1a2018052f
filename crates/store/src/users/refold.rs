//! Brings what is kept for searches up to the present rules, when a database of an earlier version is opened.

use roster_domain::search;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use uuid::Uuid;

use super::search_text;

/// So many are held at once.
const BATCH: i64 = 1_000;

/// What search texts are made of.
type Row = (Uuid, String, String, String, String);

/// Users whose search text is of earlier rules. A number stands in it, no value from outside.
fn outdated(lock: &str) -> AssertSqlSafe<String> {
    AssertSqlSafe(format!(
        "SELECT id, first_name, last_name, login_email, communication_email FROM users
         WHERE search_folding < {} ORDER BY id LIMIT {BATCH}{lock}",
        search::FOLDING
    ))
}

fn refolded((_, first_name, last_name, login_email, communication_email): &Row) -> String {
    search_text(first_name, last_name, login_email, communication_email)
}

/// Who is being written to at this moment is passed over: nodes of an earlier version may still be at work. What they leave is
/// brought up to date at the next start.
pub(crate) async fn refold_postgres(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    loop {
        let mut tx = connection.begin().await?;
        let rows: Vec<Row> = sqlx::query_as(outdated(" FOR UPDATE SKIP LOCKED"))
            .fetch_all(&mut *tx)
            .await?;
        if rows.is_empty() {
            return tx.commit().await;
        }
        let ids: Vec<Uuid> = rows.iter().map(|row| row.0).collect();
        let texts: Vec<String> = rows.iter().map(refolded).collect();
        sqlx::query(
            "UPDATE users SET search_text = made.text, search_folding = $3
             FROM UNNEST($1::UUID[], $2::TEXT[]) AS made (id, text) WHERE users.id = made.id",
        )
        .bind(ids)
        .bind(texts)
        .bind(search::FOLDING)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
    }
}

/// The file is locked for its migration: nobody else opens it meanwhile.
pub(crate) async fn refold_sqlite(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    loop {
        let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
        let rows: Vec<Row> = sqlx::query_as(outdated("")).fetch_all(&mut *tx).await?;
        if rows.is_empty() {
            return tx.rollback().await;
        }
        for row in &rows {
            sqlx::query("UPDATE users SET search_text = $2, search_folding = $3 WHERE id = $1")
                .bind(row.0)
                .bind(refolded(row))
                .bind(search::FOLDING)
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
    }
}
