use jiff::Timestamp;
use roster_contract::Me;
use roster_domain::OfflineTerm;

use crate::record::instant;
use crate::{Replica, ReplicaError};

impl Replica {
    /// Where the change feed goes on; `None` before its first page.
    pub async fn cursor(&self) -> Result<Option<String>, ReplicaError> {
        Ok(sqlx::query_scalar("SELECT cursor FROM progress")
            .fetch_one(&self.pool)
            .await?)
    }

    /// The account's revision that the copy has reached.
    pub async fn revision(&self) -> Result<i64, ReplicaError> {
        Ok(sqlx::query_scalar("SELECT revision FROM progress")
            .fetch_one(&self.pool)
            .await?)
    }

    /// Whether the feed's first passage is done, so that whoever is not here was not there.
    pub async fn is_complete(&self) -> Result<bool, ReplicaError> {
        Ok(sqlx::query_scalar("SELECT complete FROM progress")
            .fetch_one(&self.pool)
            .await?)
    }

    /// Who is signed in, as the service last said.
    pub async fn me(&self) -> Result<Option<Me>, ReplicaError> {
        let json: Option<String> = sqlx::query_scalar("SELECT me FROM progress")
            .fetch_one(&self.pool)
            .await?;
        Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
    }

    /// Keeps who is signed in, for a start without the service.
    pub async fn set_me(&self, me: &Me) -> Result<(), ReplicaError> {
        sqlx::query("UPDATE progress SET me = $1")
            .bind(serde_json::to_string(me)?)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// How long the copy may be read without the service; `None` before that was kept.
    pub async fn offline_term(&self) -> Result<Option<OfflineTerm>, ReplicaError> {
        let (last_contact, latest_clock, session_end): (Option<i64>, Option<i64>, Option<i64>) =
            sqlx::query_as("SELECT last_contact, latest_clock, session_end FROM progress")
                .fetch_one(&self.pool)
                .await?;
        let (Some(last_contact), Some(latest_clock)) = (last_contact, latest_clock) else {
            return Ok(None);
        };
        Ok(Some(OfflineTerm {
            last_contact: instant(last_contact)?,
            latest_clock: instant(latest_clock)?,
            session_end: session_end.map(instant).transpose()?,
        }))
    }

    /// Keeps that, for a start without the service.
    pub async fn set_offline_term(&self, term: OfflineTerm) -> Result<(), ReplicaError> {
        sqlx::query("UPDATE progress SET last_contact = $1, latest_clock = $2, session_end = $3")
            .bind(term.last_contact.as_microsecond())
            .bind(term.latest_clock.as_microsecond())
            .bind(term.session_end.map(Timestamp::as_microsecond))
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
