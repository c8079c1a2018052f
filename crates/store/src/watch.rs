//! News of revisions that this or any other process committed.

use std::collections::HashMap;
use std::time::Duration;

use roster_domain::AccountId;
use sqlx::postgres::PgListener;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use uuid::Uuid;

use crate::{Scope, Store, StoreError};

/// The channel that every advanced revision is notified on when it commits; the payload is `ACCOUNT REVISION`.
pub(crate) const CHANNEL: &str = "roster_revision";

/// How often a SQLite file is asked whether another connection has written to it: a pragma, answered from memory.
const SQLITE_INTERVAL: Duration = Duration::from_millis(250);

/// Accounts and the revisions they have reached.
pub type Revisions = Vec<(AccountId, i64)>;

/// Waits for commits, whichever process makes them.
#[derive(Debug)]
pub enum RevisionWatch {
    Postgres {
        listener: Box<PgListener>,
        store: Store,
    },
    Sqlite {
        connection: Box<SqliteConnection>,
        data_version: i64,
        known: HashMap<Uuid, i64>,
    },
}

impl RevisionWatch {
    /// Begins to watch: what is committed from now on is told.
    pub async fn start(store: &Store) -> Result<Self, StoreError> {
        match store {
            Store::Postgres { pool, .. } => {
                let mut listener = PgListener::connect_with(pool).await?;
                listener.listen(CHANNEL).await?;
                Ok(Self::Postgres {
                    listener: Box::new(listener),
                    store: store.clone(),
                })
            }
            Store::Sqlite { readers, .. } => {
                let mut connection = readers.connect_options().connect().await?;
                let data_version = data_version(&mut connection).await?;
                let known = revisions(&mut connection).await?.into_iter().collect();
                Ok(Self::Sqlite {
                    connection: Box::new(connection),
                    data_version,
                    known,
                })
            }
        }
    }

    /// Waits for the next commits. Some may be told twice; after a connection was lost, every account is told.
    pub async fn next(&mut self) -> Result<Revisions, StoreError> {
        match self {
            Self::Postgres { listener, store } => {
                if let Some(notification) = listener.try_recv().await? {
                    return Ok(parse(notification.payload()).into_iter().collect());
                }
                let mut tx = store.begin_read(Scope::Platform).await?;
                let all = fetch_all!(&mut tx, (Uuid, i64), "SELECT id, revision FROM accounts");
                tx.commit().await?;
                Ok(all.into_iter().map(typed).collect())
            }
            Self::Sqlite {
                connection,
                data_version: seen,
                known,
            } => loop {
                tokio::time::sleep(SQLITE_INTERVAL).await;
                let version = data_version(connection).await?;
                if version == *seen {
                    continue;
                }
                *seen = version;
                let all = revisions(connection).await?;
                let news: Revisions = all
                    .into_iter()
                    .filter(|(id, revision)| known.insert(*id, *revision) != Some(*revision))
                    .map(typed)
                    .collect();
                if !news.is_empty() {
                    return Ok(news);
                }
            },
        }
    }

    /// Ends the watch. A connection that is only dropped closes when its thread gets to it, which may be after the store
    /// has closed, and then leaves its log beside the file.
    pub async fn close(self) -> Result<(), StoreError> {
        match self {
            // Its connection goes back to the pool, which closes it.
            Self::Postgres { .. } => Ok(()),
            Self::Sqlite { connection, .. } => Ok(connection.close().await?),
        }
    }
}

async fn data_version(connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("PRAGMA data_version").fetch_one(connection).await?)
}

async fn revisions(connection: &mut SqliteConnection) -> Result<Vec<(Uuid, i64)>, StoreError> {
    Ok(sqlx::query_as("SELECT id, revision FROM accounts")
        .fetch_all(connection)
        .await?)
}

fn parse(payload: &str) -> Option<(AccountId, i64)> {
    let (account, revision) = payload.split_once(' ')?;
    Some((account.parse().ok()?, revision.parse().ok()?))
}

fn typed((id, revision): (Uuid, i64)) -> (AccountId, i64) {
    (AccountId::from_uuid(id), revision)
}
