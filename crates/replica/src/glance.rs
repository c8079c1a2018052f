//! What was looked at last, kept in the file for the next start: its rows are shown before every record was read.
//!
//! It holds ids and counts, and is true of exactly the records that it lies beside: each write to them empties it in its own
//! transaction, and it is read in one transaction with the records it names. Whatever it does not answer waits for the index.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use roster_contract::{SortKey, User};
use roster_domain::{Guardians, UserId, search};
use serde::{Deserialize, Serialize};
use sqlx::{QueryBuilder, Sqlite, Transaction};
use uuid::Uuid;

use crate::index::Index;
use crate::record::Record;
use crate::{Counts, Query, Replica, ReplicaError, Window};

/// How many windows are kept: the beginning of a list and what was in view of it lower down.
const WINDOWS: usize = 4;

/// One more with every change of what is below.
const FORM: u8 = 1;

/// The windows of whole lists that were asked for last, each once, the latest last. What was searched for is not kept.
#[derive(Debug, Default)]
pub(crate) struct Looked(Mutex<Asked>);

#[derive(Debug, Default)]
struct Asked {
    queries: VecDeque<Query>,
    /// What the file has is not of these windows, or not there any more.
    unkept: bool,
}

/// As it is in the file, in Postcard's wire format.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Glance {
    form: u8,
    /// By which rules texts were folded: another folding is another order.
    folding: i16,
    counts: [u32; 3],
    guardians: [u64; 2],
    windows: Vec<KeptWindow>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptWindow {
    status: String,
    sort: SortKey,
    descending: bool,
    offset: u32,
    limit: u32,
    total: u32,
    ids: Vec<[u8; 16]>,
}

impl Looked {
    pub fn note(&self, query: &Query) {
        let mut asked = self.asked();
        if !query.search.is_empty() || asked.queries.back() == Some(query) {
            return;
        }
        asked.unkept |= !asked.queries.contains(query);
        asked.queries.retain(|other| other != query);
        asked.queries.push_back(query.clone());
        if asked.queries.len() > WINDOWS {
            asked.queries.pop_front();
        }
    }

    /// The file has none of it any more.
    pub fn is_emptied(&self) {
        self.asked().unkept = true;
    }

    /// What is to be kept, where that is not in the file already. It counts as kept from here on.
    fn take(&self) -> Option<Vec<Query>> {
        let mut asked = self.asked();
        let worth_it = std::mem::take(&mut asked.unkept) && !asked.queries.is_empty();
        worth_it.then(|| asked.queries.iter().cloned().collect())
    }

    fn asked(&self) -> MutexGuard<'_, Asked> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Replica {
    /// Keeps what was looked at last for the next start. Does nothing while not everybody is here, nor where that is in the file.
    pub async fn keep_glance(&self) -> Result<(), ReplicaError> {
        let _writing = self.writing.lock().await;
        // What was answered from the file alone is there.
        if self.is_unread() || !self.is_complete().await? {
            return Ok(());
        }
        let Some(queries) = self.looked.take() else {
            return Ok(());
        };
        let kept = self.write_glance(queries).await;
        if kept.is_err() {
            self.looked.is_emptied();
        }
        kept
    }

    async fn write_glance(&self, queries: Vec<Query>) -> Result<(), ReplicaError> {
        let glance = self.with_index(move |index| Glance::of(index, &queries)).await?;
        let content =
            postcard::to_extend(&glance, Vec::new()).map_err(|error| ReplicaError::Damaged(Box::new(error)))?;
        sqlx::query("INSERT OR REPLACE INTO glance (id, content) VALUES (1, $1)")
            .bind(content)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Whether there is something to show before every record was read.
    pub async fn has_glance(&self) -> Result<bool, ReplicaError> {
        Ok(self.glance(&mut self.pool.begin().await?).await?.is_some())
    }

    /// The window, if it is one of those that were kept and every record is still to be read.
    pub(crate) async fn glanced_window(&self, query: &Query) -> Result<Option<Window>, ReplicaError> {
        if !self.is_unread() {
            return Ok(None);
        }
        let mut transaction = self.pool.begin().await?;
        let glance = self.glance(&mut transaction).await?;
        let kept = glance.and_then(|glance| glance.windows.into_iter().find(|window| window.answers(query)));
        let Some(kept) = kept else { return Ok(None) };
        let users = users(&mut transaction, &kept.ids).await?;
        let total = kept.total;
        Ok(users.map(|users| Window { users, total }))
    }

    pub(crate) async fn glanced_counts(&self) -> Result<Option<(Counts, Guardians)>, ReplicaError> {
        if !self.is_unread() {
            return Ok(None);
        }
        let glance = self.glance(&mut self.pool.begin().await?).await?;
        Ok(glance.map(|glance| (glance.counts(), glance.guardians())))
    }

    async fn glance(&self, transaction: &mut Transaction<'_, Sqlite>) -> Result<Option<Glance>, ReplicaError> {
        let content: Option<Vec<u8>> = sqlx::query_scalar("SELECT content FROM glance")
            .fetch_optional(&mut **transaction)
            .await?;
        let glance = content.and_then(|content| postcard::from_bytes::<Glance>(&content).ok());
        Ok(glance.filter(|glance| (glance.form, glance.folding) == (FORM, search::FOLDING)))
    }
}

/// Empties it: what it says is not true any more.
pub(crate) async fn empty(transaction: &mut Transaction<'_, Sqlite>) -> Result<(), ReplicaError> {
    sqlx::query("DELETE FROM glance").execute(&mut **transaction).await?;
    Ok(())
}

/// Those users in that order; nothing where one of them is not there.
async fn users(transaction: &mut Transaction<'_, Sqlite>, ids: &[[u8; 16]]) -> Result<Option<Vec<User>>, ReplicaError> {
    if ids.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let mut select = QueryBuilder::new("SELECT id, record FROM users WHERE id IN (");
    let mut list = select.separated(", ");
    for id in ids {
        list.push_bind(Uuid::from_bytes(*id));
    }
    list.push_unseparated(")");
    let rows: Vec<(Uuid, Vec<u8>)> = select.build_query_as().fetch_all(&mut **transaction).await?;
    let mut found = HashMap::with_capacity(rows.len());
    for (id, record) in rows {
        let user = UserId::from_uuid(id);
        found.insert(id, Record::from_file(record)?.user(user));
    }
    Ok(ids.iter().map(|id| found.remove(&Uuid::from_bytes(*id))).collect())
}

impl Glance {
    fn of(index: &mut Index, queries: &[Query]) -> Self {
        let windows = queries.iter().map(|query| KeptWindow::of(index, query)).collect();
        let (counts, guardians) = (index.tally.counts, index.tally.guardians);
        Self {
            form: FORM,
            folding: search::FOLDING,
            counts: [counts.active, counts.pending, counts.removed],
            guardians: [guardians.administrators, guardians.billing_administrators],
            windows,
        }
    }

    fn counts(&self) -> Counts {
        let [active, pending, removed] = self.counts;
        Counts {
            active,
            pending,
            removed,
        }
    }

    fn guardians(&self) -> Guardians {
        let [administrators, billing_administrators] = self.guardians;
        Guardians {
            administrators,
            billing_administrators,
        }
    }
}

impl KeptWindow {
    fn of(index: &mut Index, query: &Query) -> Self {
        let window = index.window(query);
        Self {
            status: query.status.as_str().to_owned(),
            sort: query.sort,
            descending: query.descending,
            offset: query.offset,
            limit: query.limit,
            total: window.total,
            ids: window.users.iter().map(|user| user.id.as_uuid().into_bytes()).collect(),
        }
    }

    fn answers(&self, query: &Query) -> bool {
        let Query {
            status,
            search,
            sort,
            descending,
            offset,
            limit,
        } = query;
        search.is_empty()
            && self.status == status.as_str()
            && (self.sort, self.descending) == (*sort, *descending)
            && (self.offset, self.limit) == (*offset, *limit)
    }
}
