use roster_contract::{SortKey, User};
use roster_domain::{Guardians, UserId, UserStatus};

use crate::index::Index;
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
    /// A window of a list.
    pub async fn window(&self, query: Query) -> Result<Window, ReplicaError> {
        self.looked.note(&query);
        if let Some(window) = self.glanced_window(&query).await? {
            return Ok(window);
        }
        self.with_index(move |index| index.window(&query)).await
    }

    pub async fn counts(&self) -> Result<Counts, ReplicaError> {
        if let Some((counts, _)) = self.glanced_counts().await? {
            return Ok(counts);
        }
        self.with_index(|index| index.tally.counts).await
    }

    /// How many of those whom an account cannot do without there are, as far as the viewer may see.
    pub async fn guardians(&self) -> Result<Guardians, ReplicaError> {
        if let Some((_, guardians)) = self.glanced_counts().await? {
            return Ok(guardians);
        }
        self.with_index(|index| index.tally.guardians).await
    }

    pub async fn user(&self, id: UserId) -> Result<Option<User>, ReplicaError> {
        self.with_index(move |index| index.user(id)).await
    }

    /// Asks the index, on a thread where a millisecond or two of searching keeps nothing else waiting.
    pub(crate) async fn with_index<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Index) -> T + Send + 'static,
    ) -> Result<T, ReplicaError> {
        self.load().await?;
        self.locked(ask).await
    }

    pub(crate) async fn locked<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Index) -> T + Send + 'static,
    ) -> Result<T, ReplicaError> {
        let (index, pool) = (self.index.clone(), self.pool.clone());
        let locked = move || {
            let mut index = index.lock().expect("no holder of the index panics");
            // Looked at under the lock: closing empties the index, and nobody is to take that for an account without users.
            (!pool.is_closed()).then(|| ask(&mut index))
        };
        let answer = tokio::task::spawn_blocking(locked).await;
        answer.ok().flatten().ok_or(ReplicaError::Closed)
    }
}
