//! From a file that is damaged in part.

use std::collections::BTreeMap;

use sqlx::{ConnectOptions, Connection};

use super::row::{COLUMNS, ChangeRow};
use super::store::insert;
use super::{PendingStore, StoredChange};
use crate::ReplicaError;

/// Reads from both ends to where it cannot be read: what is beyond a page that is damaged may still be whole.
pub(super) async fn read_what_can_be(store: &PendingStore) -> Vec<StoredChange> {
    let mut saved = BTreeMap::new();
    for (from, direction) in [(i64::MIN, ">"), (i64::MAX, "<")] {
        if let Err(error) = read_towards(store, from, direction, &mut saved).await {
            tracing::debug!(%error, direction, "here the pending changes are damaged");
        }
    }
    tracing::warn!(
        saved = saved.len(),
        "the pending changes are damaged, and what can be read of them is saved"
    );
    saved.into_values().collect()
}

/// Reads one after the other, each of which may itself be nonsense, until the end or where nothing can be read. Over a
/// connection of its own: SQLCipher gives up one that has met a damaged page.
async fn read_towards(
    store: &PendingStore,
    from: i64,
    direction: &str,
    saved: &mut BTreeMap<i64, StoredChange>,
) -> sqlx::Result<()> {
    let order = if direction == ">" { "ASC" } else { "DESC" };
    let sql = format!(
        "SELECT sequence, {COLUMNS} FROM pending_changes WHERE sequence {direction} $1 \
         ORDER BY sequence {order} LIMIT 1"
    );
    let mut connection = store.pool.connect_options().connect().await?;
    let mut at = from;
    let damage = loop {
        let next = sqlx::query(sqlx::AssertSqlSafe(sql.clone())).bind(at);
        match next.fetch_optional(&mut connection).await {
            Ok(Some(row)) => {
                at = sqlx::Row::try_get(&row, 0)?;
                if let Ok(change) = <ChangeRow as sqlx::FromRow<'_, _>>::from_row(&row) {
                    saved.insert(at, change.0);
                }
            }
            Ok(None) => break Ok(()),
            Err(error) => break Err(error),
        }
    };
    connection.close().await?;
    damage
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
