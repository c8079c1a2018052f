use roster_domain::PendingChangeId;

use super::row::{COLUMNS, ChangeRow};
use super::{PendingStore, StoredChange};
use crate::ReplicaError;

/// What became of a withdrawal.
#[derive(Debug, Clone, PartialEq)]
pub enum Withdrawn {
    /// It is gone; this is what it was.
    Gone(Box<StoredChange>),
    /// The service may have heard of it: it is still here.
    AlreadySent,
    /// There is no such change any more.
    NotThere,
}

impl PendingStore {
    /// Its author does not want it any more, or drops what was refused.
    pub async fn withdraw(&self, id: PendingChangeId) -> Result<Withdrawn, ReplicaError> {
        let sql = format!("DELETE FROM pending_changes WHERE id = $1 AND state <> 'sending' RETURNING {COLUMNS}");
        let mut writing = self.begin().await?;
        let gone: Option<ChangeRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(id.as_uuid())
            .fetch_optional(&mut *writing.transaction)
            .await?;
        writing.commit_fewer().await?;
        match gone {
            Some(row) => Ok(Withdrawn::Gone(Box::new(row.0))),
            None if self.get(id).await?.is_some() => Ok(Withdrawn::AlreadySent),
            None => Ok(Withdrawn::NotThere),
        }
    }
}
