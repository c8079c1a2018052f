//! From the file into memory.

use std::collections::VecDeque;

use roster_domain::UserId;
use tokio::task::JoinHandle;

use crate::entry::Incoming;
use crate::record::Record;
use crate::{Replica, ReplicaError};

/// How many users are read at once.
const AT_ONCE: i64 = 2_000;

/// Of how many such parts the texts are folded at the same time. Reading goes on meanwhile.
const FOLDING: usize = 2;

/// Some users in one value, each their id and then their record, and the last of their ids: fetched row by row, each would cross by
/// itself from the thread that reads the file.
const PART: &str = "SELECT max(id), CAST(group_concat(CAST(id AS TEXT) || CAST(record AS TEXT), '') AS BLOB) \
                    FROM (SELECT id, record FROM users WHERE id > $1 ORDER BY id LIMIT $2)";

/// What is read of a part, on its way into the index.
type Folded = JoinHandle<Result<Vec<Incoming>, ReplicaError>>;

impl Replica {
    /// Reads every record into memory, if that is not done: lists, searches and counts need no more of the file then.
    pub async fn ready(&self) -> Result<(), ReplicaError> {
        self.load().await
    }

    /// Whether not all of it was read into memory so far.
    pub fn is_unread(&self) -> bool {
        !self.loaded.initialized()
    }

    /// Fills the index from the file, the first time it is needed. Nothing is written before that. If it ends half-way, the next
    /// time begins anew, and puts the same users in the same places.
    pub(crate) async fn load(&self) -> Result<(), ReplicaError> {
        self.loaded.get_or_try_init(|| self.fill()).await.copied()
    }

    async fn fill(&self) -> Result<(), ReplicaError> {
        let mut after = Vec::new();
        let mut folding = VecDeque::with_capacity(FOLDING);
        while let Some((part, last)) = self.part(after).await? {
            after = last;
            if folding.len() == FOLDING
                && let Some(folded) = folding.pop_front()
            {
                self.take_over(folded).await?;
            }
            folding.push_back(fold(part));
        }
        for folded in folding {
            self.take_over(folded).await?;
        }
        Ok(())
    }

    async fn take_over(&self, folded: Folded) -> Result<(), ReplicaError> {
        let users = ended(folded).await?;
        self.locked(move |index| index.change(users, &[])).await
    }

    /// The users after an id, and the last of their ids; nothing at the end.
    async fn part(&self, after: Vec<u8>) -> Result<Option<(Vec<u8>, Vec<u8>)>, ReplicaError> {
        let (last, users): (Option<Vec<u8>>, Option<Vec<u8>>) = sqlx::query_as(PART)
            .bind(after)
            .bind(AT_ONCE)
            .fetch_one(&self.pool)
            .await?;
        Ok(users.zip(last))
    }

    /// Lets the index follow what is in the file. Folds texts first: until then whoever looks at a list does not wait.
    pub(crate) async fn change_index(&self, put: Vec<(UserId, Record)>, take: Vec<UserId>) -> Result<(), ReplicaError> {
        let fold = move || put.into_iter().map(|(id, record)| Incoming::of(id, record)).collect();
        let put = ended(tokio::task::spawn_blocking(fold)).await?;
        self.locked(move |index| index.change(put, &take)).await
    }
}

fn fold(part: Vec<u8>) -> Folded {
    tokio::task::spawn_blocking(move || {
        let mut users = Vec::new();
        let mut rest = part.as_slice();
        while !rest.is_empty() {
            let (id, record, after) = Record::split_off(rest)?;
            users.push(Incoming::of(id, record)?);
            rest = after;
        }
        Ok(users)
    })
}

async fn ended(folded: Folded) -> Result<Vec<Incoming>, ReplicaError> {
    folded.await.map_err(|_| ReplicaError::Closed)?
}
