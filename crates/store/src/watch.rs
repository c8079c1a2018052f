//! News of revisions that this or any other process committed.

use std::collections::HashMap;
use std::time::Duration;

use roster_domain::AccountId;
use sqlx::postgres::{PgListener, PgPoolOptions};
use sqlx::{Acquire, ConnectOptions, Connection, PgPool, SqliteConnection};
use tokio::time::timeout;
use uuid::Uuid;

use crate::postgres::{may_write, silent};
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
        pool: PgPool,
        answer_within: Duration,
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
            Store::Postgres {
                pool, answer_within, ..
            } => Ok(Self::Postgres {
                listener: Box::new(listen(pool, *answer_within).await?),
                pool: pool.clone(),
                answer_within: *answer_within,
                store: store.clone(),
            }),
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
            Self::Postgres {
                listener,
                pool,
                answer_within,
                store,
            } => {
                loop {
                    match timeout(*answer_within, listener.try_recv()).await {
                        Ok(received) => match received? {
                            Some(notification) => return Ok(parse(notification.payload()).into_iter().collect()),
                            None => break,
                        },
                        // No news, or nobody there to bring any.
                        Err(_) if brings_news(listener, *answer_within).await => {}
                        Err(_) => break,
                    }
                }
                // First, so that nothing is committed unseen between the two.
                **listener = listen(pool, *answer_within).await?;
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
            // Its pool is dropped with it.
            Self::Postgres { .. } => Ok(()),
            Self::Sqlite { connection, .. } => Ok(connection.close().await?),
        }
    }
}

/// Listens on a connection that is in no pool but the listener's own: one that has gone silent keeps its place in it, since a
/// listener that is dropped waits for an answer without end.
async fn listen(pool: &PgPool, answer_within: Duration) -> Result<PgListener, StoreError> {
    let own = PgPoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_lazy_with(pool.connect_options().as_ref().clone());
    let listening = async {
        let mut listener = PgListener::connect_with(&own).await?;
        // It would else connect within what is given up when there is no news.
        listener.eager_reconnect(false);
        listener.listen(CHANNEL).await?;
        Ok(listener)
    };
    timeout(answer_within, listening).await.map_err(|_| silent())?
}

/// Whether news can still come over the listener's connection: its server answers, and takes writes. What is told meanwhile is kept.
async fn brings_news(listener: &mut PgListener, answer_within: Duration) -> bool {
    let asked = async { may_write(listener.acquire().await?).await };
    matches!(timeout(answer_within, asked).await, Ok(Ok(true)))
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
