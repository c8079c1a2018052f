use jiff::Timestamp;
use roster_domain::PendingChangeId;

use super::row::{COLUMNS, ChangeRow};
use super::{PendingStore, StoredChange};
use crate::ReplicaError;

impl PendingStore {
    /// Before a change is sent: from now on the service may have heard of it, and neither it nor its key may change. `after` is the
    /// account's revision that the copy has reached, if it can be read.
    ///
    /// Gives what is to be sent; nothing when it was withdrawn a moment ago.
    pub async fn begin_sending(
        &self,
        id: PendingChangeId,
        at: Timestamp,
        after: Option<i64>,
    ) -> Result<Option<StoredChange>, ReplicaError> {
        let sql = format!(
            "UPDATE pending_changes SET state = 'sending', first_sent_at = coalesce(first_sent_at, $2), \
             first_sent_after = CASE WHEN first_sent_at IS NULL THEN $3 ELSE first_sent_after END \
             WHERE id = $1 AND state IN ('waiting', 'sending') RETURNING {COLUMNS}"
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(id.as_uuid())
            .bind(at.as_microsecond())
            .bind(after);
        let row: Option<ChangeRow> = query.fetch_optional(&self.pool).await?;
        Ok(row.map(|row| row.0))
    }

    /// After a change turned out not to have been sent at all, under this key: it waits as before.
    pub async fn was_not_sent(&self, id: PendingChangeId) -> Result<(), ReplicaError> {
        sqlx::query(
            "UPDATE pending_changes SET state = 'waiting', first_sent_at = NULL, first_sent_after = NULL WHERE id = $1 AND state = 'sending'",
        )
        .bind(id.as_uuid())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Counts that the service failed at a change, and gives how often by now.
    pub async fn count_try(&self, id: PendingChangeId) -> Result<u32, ReplicaError> {
        let query = sqlx::query_scalar("UPDATE pending_changes SET tries = tries + 1 WHERE id = $1 RETURNING tries");
        Ok(query.bind(id.as_uuid()).fetch_optional(&self.pool).await?.unwrap_or(0))
    }
}
