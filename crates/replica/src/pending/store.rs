use sqlx::{Sqlite, Transaction};

use super::row::{COLUMNS, json, optional_json};
use super::{PendingStore, StoredChange};
use crate::ReplicaError;

impl PendingStore {
    /// Stores a change behind all others. When this returns, it survives a loss of power.
    pub async fn store(&self, change: &StoredChange) -> Result<(), ReplicaError> {
        let mut writing = self.begin().await?;
        insert(&mut writing.transaction, change).await?;
        writing.commit_more().await
    }
}

pub(super) async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    change: &StoredChange,
) -> Result<(), ReplicaError> {
    let sql = format!(
        "INSERT INTO pending_changes ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    );
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(change.id.as_uuid())
        .bind(change.made_at.as_microsecond())
        .bind(change.state.as_str())
        .bind(json(&change.edit)?)
        .bind(&change.subject_name)
        .bind(&change.subject_email)
        .bind(optional_json(change.seen.as_ref())?)
        .bind(optional_json(change.theirs.as_ref())?)
        .bind(change.idempotency_key)
        .bind(change.first_sent_at.map(jiff::Timestamp::as_microsecond))
        .bind(change.first_sent_after)
        .bind(change.tries)
        .bind(optional_json(change.problem.as_ref())?)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
