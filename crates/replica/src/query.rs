use futures_util::TryStreamExt;
use futures_util::stream::TryChunksError;
use roster_contract::{SortKey, User};
use roster_domain::{Guardians, UserId, UserStatus};
use uuid::Uuid;

use crate::entry::Incoming;
use crate::index::Index;
use crate::record::Record;
use crate::{Replica, ReplicaError};

/// How many users go from the file into the index at once, and how often that happens at the same time. Reading goes on
/// meanwhile.
const AT_ONCE: usize = 5_000;
const FILLING: usize = 2;

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
        self.with_index(move |index| index.window(&query)).await
    }

    pub async fn counts(&self) -> Result<Counts, ReplicaError> {
        self.with_index(|index| index.tally.counts).await
    }

    /// How many of those whom an account cannot do without there are, as far as the viewer may see.
    pub async fn guardians(&self) -> Result<Guardians, ReplicaError> {
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

    async fn locked<T: Send + 'static>(
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

    /// Lets the index follow what is in the file.
    pub(crate) async fn change_index(&self, put: Vec<(UserId, Record)>, take: Vec<UserId>) -> Result<(), ReplicaError> {
        let fold = move || put.into_iter().map(|(id, record)| Incoming::of(id, record)).collect();
        self.take_in(fold, take).await
    }

    /// Fills the index from the file, the first time it is needed. Nothing is written before that. If it ends half-way, the next
    /// time begins anew, and puts the same users in the same places.
    pub(crate) async fn load(&self) -> Result<(), ReplicaError> {
        let fill = || {
            let rows = sqlx::query_as("SELECT id, record FROM users").fetch(&self.pool);
            let some = rows
                .try_chunks(AT_ONCE)
                .map_err(|TryChunksError(_, error)| error.into());
            some.try_for_each_concurrent(FILLING, |users| self.take_over(users))
        };
        self.loaded.get_or_try_init(fill).await.copied()
    }

    async fn take_over(&self, users: Vec<(Uuid, Vec<u8>)>) -> Result<(), ReplicaError> {
        let read = |(id, record)| {
            let id = UserId::from_uuid(id);
            Incoming::of(id, Record::from_file(id, record)?)
        };
        self.take_in(move || users.into_iter().map(read).collect(), Vec::new())
            .await
    }

    /// Folds texts first: until then whoever looks at a list does not wait.
    async fn take_in(
        &self,
        fold: impl FnOnce() -> Result<Vec<Incoming>, ReplicaError> + Send + 'static,
        take: Vec<UserId>,
    ) -> Result<(), ReplicaError> {
        let folded = tokio::task::spawn_blocking(fold).await;
        let put = folded.map_err(|_| ReplicaError::Closed)??;
        self.locked(move |index| index.change(put, &take)).await
    }
}
