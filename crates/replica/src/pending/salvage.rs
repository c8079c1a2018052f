//! From a file that is damaged in part.

use std::collections::BTreeMap;

use super::row::{COLUMNS, ChangeRow};
use super::store::insert;
use super::{PendingStore, StoredChange};
use crate::ReplicaError;

/// Reads from both ends to where it cannot be read: what is beyond a page that is damaged may still be whole.
pub(super) async fn read_what_can_be(store: &PendingStore) -> Vec<StoredChange> {
    let mut saved = BTreeMap::new();
    for (from, direction) in [(i64::MIN, ">"), (i64::MAX, "<")] {
        let order = if direction == ">" { "ASC" } else { "DESC" };
        let sql = format!(
            "SELECT sequence, {COLUMNS} FROM pending_changes WHERE sequence {direction} $1 \
             ORDER BY sequence {order} LIMIT 1"
        );
        let mut at = from;
        while let Some((sequence, change)) = read_next(store, &sql, at).await {
            at = sequence;
            if let Ok(change) = change {
                saved.insert(sequence, change);
            }
        }
    }
    tracing::warn!(
        saved = saved.len(),
        "the pending changes are damaged, and what can be read of them is saved"
    );
    saved.into_values().collect()
}

/// The next one, which may itself be nonsense; `None` at the end, or where nothing can be read.
async fn read_next(store: &PendingStore, sql: &str, at: i64) -> Option<(i64, sqlx::Result<StoredChange>)> {
    let sql = sqlx::AssertSqlSafe(sql.to_owned());
    let row = sqlx::query(sql).bind(at).fetch_optional(&store.pool).await.ok()??;
    let sequence = sqlx::Row::try_get(&row, 0).ok()?;
    let change = <ChangeRow as sqlx::FromRow<'_, _>>::from_row(&row);
    Some((sequence, change.map(|row| row.0)))
}

impl PendingStore {
    /// Takes saved changes in, in their order.
    pub(super) async fn restore(&self, saved: &[StoredChange]) -> Result<(), ReplicaError> {
        let mut writing = self.begin().await?;
        for change in saved {
            insert(&mut writing.transaction, change).await?;
        }
        writing.commit_more().await
    }
}
