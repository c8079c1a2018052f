use roster_domain::PendingChangeId;

use super::row::{COLUMNS, ChangeRow};
use super::{PendingStore, StoredChange};
use crate::ReplicaError;

impl PendingStore {
    /// All changes, in the order in which they were made.
    pub async fn list(&self) -> Result<Vec<StoredChange>, ReplicaError> {
        let sql = format!("SELECT {COLUMNS} FROM pending_changes ORDER BY sequence");
        let rows: Vec<ChangeRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    /// One change, if it is still here.
    pub async fn get(&self, id: PendingChangeId) -> Result<Option<StoredChange>, ReplicaError> {
        let sql = format!("SELECT {COLUMNS} FROM pending_changes WHERE id = $1");
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_uuid());
        let row: Option<ChangeRow> = query.fetch_optional(&self.pool).await?;
        Ok(row.map(|row| row.0))
    }

    /// The first that is to be sent, or may have been sent and is to be sent again.
    pub async fn first_to_send(&self) -> Result<Option<StoredChange>, ReplicaError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM pending_changes WHERE state IN ('waiting', 'sending') ORDER BY sequence LIMIT 1"
        );
        let row: Option<ChangeRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(|row| row.0))
    }
}
