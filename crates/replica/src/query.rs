use std::collections::HashMap;

use roster_contract::{SortKey, User};
use roster_domain::{Guardians, UserId, UserStatus};
use sqlx::QueryBuilder;

use crate::index::{self, Entry, Index};
use crate::row::{COLUMNS, UserRow};
use crate::{Replica, ReplicaError};

/// Which part of which list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    pub status: UserStatus,
    /// Part of a name or an address, in any case and with or without accents; empty finds all.
    pub search: String,
    pub sort: SortKey,
    pub descending: bool,
    pub offset: u32,
    pub limit: u32,
}

/// That part of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    pub users: Vec<User>,
    /// How many users the whole query finds.
    pub total: u32,
}

/// How many users there are of each status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub active: u32,
    pub pending: u32,
    pub removed: u32,
}

impl Replica {
    /// A window of a list. A user deleted at this very moment may be missing from it.
    pub async fn window(&self, query: Query) -> Result<Window, ReplicaError> {
        let (ids, total) = self.with_index(move |index| index.window(&query)).await?;
        let mut found = self.users(&ids).await?;
        let users = ids.iter().filter_map(|id| found.remove(id)).collect();
        Ok(Window { users, total })
    }

    pub async fn counts(&self) -> Result<Counts, ReplicaError> {
        self.with_index(Index::counts).await
    }

    /// How many of those whom an account cannot do without there are, as far as the viewer may see.
    pub async fn guardians(&self) -> Result<Guardians, ReplicaError> {
        self.with_index(Index::guardians).await
    }

    pub async fn user(&self, id: UserId) -> Result<Option<User>, ReplicaError> {
        Ok(self.users(&[id]).await?.remove(&id))
    }

    pub(crate) async fn users(&self, ids: &[UserId]) -> Result<HashMap<UserId, User>, ReplicaError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let mut query = QueryBuilder::new(format!("SELECT {COLUMNS} FROM users WHERE id IN ("));
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(id.as_uuid());
        }
        list.push_unseparated(")");
        let rows: Vec<UserRow> = query.build_query_as().fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(|row| (row.0.id, row.0)).collect())
    }

    /// Asks the index, on a thread where a millisecond or two of searching keeps nothing else waiting.
    pub(crate) async fn with_index<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Index) -> T + Send + 'static,
    ) -> Result<T, ReplicaError> {
        self.load().await?;
        let index = self.index.clone();
        let answer =
            tokio::task::spawn_blocking(move || ask(&mut index.lock().expect("no holder of the index panics")));
        answer.await.map_err(|_| ReplicaError::Closed)
    }

    /// Fills the index from the file, the first time it is needed. Nothing is written before that.
    pub(crate) async fn load(&self) -> Result<(), ReplicaError> {
        let fill = async || -> Result<(), ReplicaError> {
            let sql = sqlx::AssertSqlSafe(format!("SELECT {} FROM users", index::COLUMNS));
            let entries: Vec<Entry> = sqlx::query_as(sql).fetch_all(&self.pool).await?;
            self.index
                .lock()
                .expect("no holder of the index panics")
                .change(entries, &[]);
            Ok(())
        };
        self.loaded.get_or_try_init(fill).await.copied()
    }
}
