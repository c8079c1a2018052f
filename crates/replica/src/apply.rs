use std::collections::{HashMap, HashSet};

use roster_contract::{Changes, User};
use roster_domain::UserId;
use sqlx::{QueryBuilder, Sqlite, Transaction};

use crate::ahead::{self, shows_the_same};
use crate::index::Index;
use crate::record::Record;
use crate::{Replica, ReplicaError, glance};

/// Rows of one statement: many times faster than one at a time, and within SQLite's 32,766 binds.
const ROWS: usize = 200;

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// Everything was dropped: the feed starts again without a cursor.
    Reset,
    /// The page is in, and its cursor with it.
    Page,
}

/// Users who were deleted by a reply to one's own command. A page of the feed that was on its way meanwhile may still
/// hold them; their ids never come back to life.
pub(crate) type Gone = HashSet<UserId>;

/// What a page changes, each user once.
#[derive(Default)]
pub(crate) struct Sifted {
    pub put: Vec<(UserId, Record)>,
    pub take: Vec<UserId>,
}

impl Sifted {
    fn is_empty(&self) -> bool {
        self.put.is_empty() && self.take.is_empty()
    }
}

impl Replica {
    /// Takes a page of the change feed in, in one transaction with its cursor: whenever the process ends, the next one
    /// goes on where this one was. A record older than the one here (a reply came ahead of the feed) is left out.
    ///
    /// Not to be dropped half-way, like all that writes here: the lists might then not follow what the file says.
    pub async fn apply(&self, page: &Changes) -> Result<Applied, ReplicaError> {
        if page.reset {
            self.wipe().await?;
            return Ok(Applied::Reset);
        }
        let gone = self.writing.lock().await;
        if !page.items.is_empty() {
            self.load().await?;
        }
        let sifted = self.sift(page, &gone)?;
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        write(&mut transaction, &sifted).await?;
        ahead::told_by(&mut transaction, &sifted).await?;
        sqlx::query("UPDATE progress SET cursor = $1, revision = $2, complete = complete OR $3")
            .bind(&page.cursor)
            .bind(page.revision)
            .bind(!page.has_more)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        if !sifted.is_empty() {
            self.follow(sifted).await?;
        }
        Ok(Applied::Page)
    }

    /// Takes in a record that came in reply to a command, ahead of the feed.
    pub async fn put(&self, user: &User) -> Result<(), ReplicaError> {
        let gone = self.writing.lock().await;
        self.load().await?;
        if gone.contains(&user.id) || self.is_older(user) {
            return Ok(());
        }
        let known = self.user(user.id).await?;
        let is_news = known.is_none_or(|known| !shows_the_same(&known, user));
        let sifted = Sifted {
            put: vec![(user.id, Record::of(user)?)],
            take: Vec::new(),
        };
        self.write_ahead(sifted, is_news.then_some(user.id)).await
    }

    /// Takes out a user whom a command has deleted, ahead of the feed.
    pub async fn take_out(&self, id: UserId) -> Result<(), ReplicaError> {
        let mut gone = self.writing.lock().await;
        self.load().await?;
        gone.insert(id);
        let sifted = Sifted {
            put: Vec::new(),
            take: vec![id],
        };
        self.write_ahead(sifted, Some(id)).await
    }

    /// Drops every record and the cursor: the feed starts again.
    pub async fn wipe(&self) -> Result<(), ReplicaError> {
        let mut gone = self.writing.lock().await;
        self.load().await?;
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("DELETE FROM users").execute(&mut *transaction).await?;
        sqlx::query("DELETE FROM ahead").execute(&mut *transaction).await?;
        glance::empty(&mut transaction).await?;
        sqlx::query("UPDATE progress SET cursor = NULL, revision = 0, complete = 0")
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        gone.clear();
        self.looked.is_emptied();
        self.with_index(Index::clear).await
    }

    /// Writes what a reply says; if that is news, the feed has to tell of it too.
    async fn write_ahead(&self, sifted: Sifted, news: Option<UserId>) -> Result<(), ReplicaError> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        write(&mut transaction, &sifted).await?;
        if let Some(id) = news {
            ahead::expect(&mut transaction, id).await?;
        }
        transaction.commit().await?;
        self.follow(sifted).await
    }

    fn sift(&self, page: &Changes, gone: &Gone) -> Result<Sifted, ReplicaError> {
        // The last word on each user counts, should a page have several.
        let last: HashMap<UserId, &Option<User>> = page
            .items
            .iter()
            .map(|change| (change.id, if change.deleted { &None } else { &change.user }))
            .collect();
        let index = self.index.lock().expect("no holder of the index panics");
        let mut sifted = Sifted::default();
        for (id, user) in last {
            match user {
                Some(user) if !gone.contains(&id) && !index.is_newer_than(user) => {
                    sifted.put.push((id, Record::of(user)?));
                }
                Some(_) => {}
                None => sifted.take.push(id),
            }
        }
        drop(index);
        // The table is in the order of ids: those that follow each other there are written where the last one was.
        sifted.put.sort_unstable_by_key(|(id, _)| *id);
        Ok(sifted)
    }

    fn is_older(&self, user: &User) -> bool {
        let index = self.index.lock().expect("no holder of the index panics");
        index.is_newer_than(user)
    }

    /// Lets the index follow what was committed.
    pub(crate) async fn follow(&self, sifted: Sifted) -> Result<(), ReplicaError> {
        let Sifted { put, take } = sifted;
        self.looked.is_emptied();
        self.change_index(put, take).await
    }
}

/// Writes what changes, and with it that what was looked at last is another now.
pub(crate) async fn write(transaction: &mut Transaction<'_, Sqlite>, sifted: &Sifted) -> Result<(), ReplicaError> {
    if sifted.is_empty() {
        return Ok(());
    }
    glance::empty(transaction).await?;
    for users in sifted.put.chunks(ROWS) {
        // A record is replaced whole: what is not in the new one is not to be known any more.
        let mut insert = QueryBuilder::new("INSERT OR REPLACE INTO users (id, record) ");
        insert.push_values(users, |mut row, (id, record)| {
            row.push_bind(id.as_uuid()).push_bind(record.bytes());
        });
        insert.build().execute(&mut **transaction).await?;
    }
    for ids in sifted.take.chunks(ROWS) {
        let mut delete = QueryBuilder::new("DELETE FROM users WHERE id IN (");
        let mut list = delete.separated(", ");
        for id in ids {
            list.push_bind(id.as_uuid());
        }
        list.push_unseparated(")");
        delete.build().execute(&mut **transaction).await?;
    }
    Ok(())
}
