use std::sync::Arc;

use roster_domain::UserStatus;
use roster_replica::{Query, Replica};

use super::row::Viewpoint;
use crate::desktop::Desktop;
use crate::view::{CommandError, UserQuery, UserWindow};

/// More rows than a window shows at once.
const MOST_ROWS: u32 = 500;

impl Desktop {
    /// The part of a list that is in view.
    pub async fn list_users(&self, query: UserQuery) -> Result<UserWindow, CommandError> {
        let session = self.session()?;
        let query = asked(query);
        let (session, query) = (&session, &query);
        let look = |replica: Arc<Replica>| async move {
            let window = replica.window(query.clone()).await?;
            Ok((window, Viewpoint::of(self, session, &replica).await?))
        };
        let (window, viewpoint) = session.read(look).await?;
        let rows = window.users.into_iter().map(|user| viewpoint.row(user)).collect();
        let creations = match query.status {
            UserStatus::Pending => viewpoint.creations(&query.search),
            UserStatus::Active | UserStatus::Removed => Vec::new(),
        };
        Ok(UserWindow {
            rows,
            total: window.total,
            creations,
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
