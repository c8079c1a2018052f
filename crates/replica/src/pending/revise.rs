use roster_domain::PendingChangeId;
use uuid::Uuid;

use super::row::{COLUMNS, ChangeRow, json, optional_json};
use super::{PendingEdit, PendingStore, Seen, StoredChange};
use crate::ReplicaError;

/// What a change becomes: another request, which the service has not heard of, in the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub edit: PendingEdit,
    pub subject_name: String,
    pub subject_email: Option<String>,
    pub seen: Option<Seen>,
    /// A new one, since it is another request.
    pub idempotency_key: Uuid,
}

/// What became of a revision.
#[derive(Debug, Clone, PartialEq)]
pub enum Revised {
    /// It waits to be sent.
    Waiting(Box<StoredChange>),
    /// The service may have heard of what it was: nothing was revised.
    AlreadySent,
    /// There is no such change any more.
    NotThere,
}

impl PendingStore {
    /// Its author changed their mind, corrected what was refused, or chose.
    pub async fn revise(&self, id: PendingChangeId, revision: &Revision) -> Result<Revised, ReplicaError> {
        match self.rewrite(id, revision, 0, false).await? {
            Some(change) => Ok(Revised::Waiting(Box::new(change))),
            None if self.get(id).await?.is_some() => Ok(Revised::AlreadySent),
            None => Ok(Revised::NotThere),
        }
    }

    /// The service has not done it, because the record had changed: it is based anew, which counts as a try.
    pub async fn rebase(&self, change: &StoredChange, revision: &Revision) -> Result<(), ReplicaError> {
        self.rewrite(change.id, revision, change.tries + 1, true)
            .await
            .map(|_| ())
    }

    async fn rewrite(
        &self,
        id: PendingChangeId,
        revision: &Revision,
        tries: u32,
        also_sent: bool,
    ) -> Result<Option<StoredChange>, ReplicaError> {
        let sql = format!(
            "UPDATE pending_changes SET state = 'waiting', first_sent_at = NULL, first_sent_after = NULL, problem = NULL, theirs = NULL, \
             edit = $2, subject_name = $3, subject_email = $4, seen = $5, idempotency_key = $6, tries = $7 \
             WHERE id = $1 AND (state <> 'sending' OR $8) RETURNING {COLUMNS}"
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(id.as_uuid())
            .bind(json(&revision.edit)?)
            .bind(&revision.subject_name)
            .bind(&revision.subject_email)
            .bind(optional_json(revision.seen.as_ref())?)
            .bind(revision.idempotency_key)
            .bind(tries)
            .bind(also_sent);
        let row: Option<ChangeRow> = query.fetch_optional(&self.pool).await?;
        Ok(row.map(|row| row.0))
    }
}
