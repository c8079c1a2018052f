//! Records that a reply to a command told of before the feed did.
//!
//! The feed has to tell of each of them as well, since the command was after all that it told of so far. When it comes to
//! its end without that, the service was set back to before the command, or the reply was an old one, given again: then
//! the service has to be asked how the record really is.

use std::collections::HashSet;

use roster_contract::{Invitation, User};
use roster_domain::UserId;
use sqlx::{Sqlite, Transaction};
use uuid::Uuid;

use crate::apply::Sifted;
use crate::record::Record;
use crate::{Replica, ReplicaError};

impl Replica {
    /// The users whom the feed has yet to tell of.
    pub async fn ahead(&self) -> Result<Vec<UserId>, ReplicaError> {
        let ids: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM ahead ORDER BY id")
            .fetch_all(&self.pool)
            .await?;
        Ok(ids.into_iter().map(UserId::from_uuid).collect())
    }

    /// Notes that the feed has yet to tell of a user, or of what is known with them: the account of whoever is signed in.
    pub async fn expect(&self, id: UserId) -> Result<(), ReplicaError> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        expect(&mut transaction, id).await?;
        Ok(transaction.commit().await?)
    }

    /// Takes what the service says when it is asked of a user of whom the feed does not tell, whatever is known here. Once
    /// it says what is here already, nothing is left to be told.
    pub async fn settle(&self, id: UserId, user: Option<&User>) -> Result<(), ReplicaError> {
        let mut gone = self.writing.lock().await;
        self.load().await?;
        let known = self.user(id).await?;
        let agrees = match (&known, user) {
            (Some(known), Some(user)) => shows_the_same(known, user),
            (known, user) => known.is_none() && user.is_none(),
        };
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        if agrees {
            told(&mut transaction, &[id]).await?;
            transaction.commit().await?;
            return Ok(());
        }
        if user.is_some() {
            gone.remove(&id);
        }
        let mut sifted = Sifted::default();
        match user {
            Some(user) => sifted.put.push((id, Record::of(user)?)),
            None => sifted.take.push(id),
        }
        crate::apply::write(&mut transaction, &sifted).await?;
        transaction.commit().await?;
        self.follow(sifted).await
    }
}

/// Notes that the feed has yet to tell of a user.
pub(crate) async fn expect(transaction: &mut Transaction<'_, Sqlite>, id: UserId) -> Result<(), ReplicaError> {
    sqlx::query("INSERT OR IGNORE INTO ahead (id) VALUES ($1)")
        .bind(id.as_uuid())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Notes that it has told of those whom a page changes here. There are hardly ever any that were expected.
pub(crate) async fn told_by(transaction: &mut Transaction<'_, Sqlite>, page: &Sifted) -> Result<(), ReplicaError> {
    let expected: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM ahead")
        .fetch_all(&mut **transaction)
        .await?;
    if expected.is_empty() {
        return Ok(());
    }
    let put = page.put.iter().map(|(id, _)| *id);
    let changed: HashSet<UserId> = put.chain(page.take.iter().copied()).collect();
    let expected = expected.into_iter().map(UserId::from_uuid);
    let told_of: Vec<UserId> = expected.filter(|id| changed.contains(id)).collect();
    told(transaction, &told_of).await
}

async fn told(transaction: &mut Transaction<'_, Sqlite>, ids: &[UserId]) -> Result<(), ReplicaError> {
    for id in ids {
        sqlx::query("DELETE FROM ahead WHERE id = $1")
            .bind(id.as_uuid())
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

/// Whether there is no difference of which the feed would tell: not of activity, nor of time that has passed.
pub(crate) fn shows_the_same(one: &User, other: &User) -> bool {
    let told = |user: &User| User {
        last_active_at: None,
        invitation: user.invitation.clone().map(|invitation| Invitation {
            expired: false,
            ..invitation
        }),
        ..user.clone()
    };
    told(one) == told(other)
}
