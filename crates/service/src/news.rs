//! Announces what other processes commit: other nodes, or the command line beside a running service.

use std::time::Duration;

use roster_store::{RevisionWatch, StoreError};
use tokio::time::sleep;

use crate::app::App;
use crate::revisions::Announcement;

/// How long to wait before watching again after the database was lost.
const RETRY: Duration = Duration::from_secs(1);

/// Runs until the service shuts down.
pub async fn follow(app: App) {
    while !app.shutdown.is_cancelled() {
        if let Err(error) = announce_all(&app).await {
            tracing::warn!(%error, "news from the database stopped; trying again");
        }
        tokio::select! {
            () = app.shutdown.cancelled() => {}
            () = sleep(RETRY) => {}
        }
    }
}

/// Announces until the service shuts down, then lets go of the database.
async fn announce_all(app: &App) -> Result<(), StoreError> {
    let mut watch = RevisionWatch::start(&app.store).await?;
    loop {
        let news = tokio::select! {
            () = app.shutdown.cancelled() => return watch.close().await,
            news = watch.next() => news?,
        };
        for (account, revision) in news {
            app.revisions.announce(Announcement {
                account,
                revision: Some(revision),
            });
        }
    }
}
