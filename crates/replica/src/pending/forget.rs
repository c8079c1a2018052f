use super::PendingStore;
use crate::ReplicaError;

impl PendingStore {
    /// Erases what was seen of others' records, which their author may not be allowed to see any more. What they typed
    /// stays, and the names of those whom it is about. A change in conflict will meet the record anew.
    pub async fn forget_seen(&self) -> Result<(), ReplicaError> {
        sqlx::query(
            "UPDATE pending_changes SET \
             seen = json_remove(seen, '$.fields'), \
             theirs = NULL, \
             state = CASE state WHEN 'conflict' THEN 'waiting' ELSE state END, \
             subject_email = CASE WHEN seen IS NULL THEN subject_email END",
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
