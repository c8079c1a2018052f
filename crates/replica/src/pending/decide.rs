use roster_contract::Problem;
use roster_domain::PendingChangeId;
use uuid::Uuid;

use super::row::json;
use super::{PendingStore, Seen};
use crate::ReplicaError;

impl PendingStore {
    /// The change is in force, or was handed back to whoever made it: it leaves.
    pub async fn take_out(&self, id: PendingChangeId) -> Result<(), ReplicaError> {
        let mut writing = self.begin().await?;
        sqlx::query("DELETE FROM pending_changes WHERE id = $1")
            .bind(id.as_uuid())
            .execute(&mut *writing.transaction)
            .await?;
        writing.commit_fewer().await
    }

    /// The service will not do it: it stays here, with the reason, until its author corrects or drops it.
    pub async fn refuse(&self, id: PendingChangeId, problem: &Problem) -> Result<(), ReplicaError> {
        sqlx::query("UPDATE pending_changes SET state = 'refused', problem = $2, theirs = NULL WHERE id = $1")
            .bind(id.as_uuid())
            .bind(json(problem)?)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Others changed the same fields: it stays here until its author chooses. The service has not done it, and keeps that
    /// answer under its key, so that another key is due.
    pub async fn contest(&self, id: PendingChangeId, theirs: &Seen, idempotency_key: Uuid) -> Result<(), ReplicaError> {
        sqlx::query(
            "UPDATE pending_changes SET state = 'conflict', theirs = $2, problem = NULL, idempotency_key = $3, \
             first_sent_at = NULL, first_sent_after = NULL, tries = 0 WHERE id = $1",
        )
        .bind(id.as_uuid())
        .bind(json(theirs)?)
        .bind(idempotency_key)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
