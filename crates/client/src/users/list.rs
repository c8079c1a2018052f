use roster_replica::{Query, ReplicaError};

use super::row::Viewpoint;
use crate::desktop::Desktop;
use crate::session::Session;
use crate::view::{CommandError, UserQuery, UserWindow};

/// More rows than a window shows at once.
const MOST_ROWS: u32 = 500;

impl Desktop {
    /// The part of a list that is in view.
    pub async fn list_users(&self, query: UserQuery) -> Result<UserWindow, CommandError> {
        let session = self.session()?;
        self.list(&session, query)
            .await
            .map_err(|error| Self::unread(&session, error))
    }

    async fn list(&self, session: &Session, query: UserQuery) -> Result<UserWindow, ReplicaError> {
        let replica = session.replica();
        let window = replica.window(asked(query)).await?;
        let viewpoint = Viewpoint::of(self, session, &replica).await?;
        let rows = window.users.into_iter().map(|user| viewpoint.row(user)).collect();
        Ok(UserWindow {
            rows,
            total: window.total,
        })
    }
}

fn asked(query: UserQuery) -> Query {
    let UserQuery {
        status,
        search,
        sort,
        descending,
        offset,
        limit,
    } = query;
    Query {
        status,
        search,
        sort,
        descending,
        offset,
        limit: limit.min(MOST_ROWS),
    }
}
