use roster_contract::Me;

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
}
