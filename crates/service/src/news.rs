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
    let shutdown = app.shutdown.clone();
    let watching = async {
        loop {
            if let Err(error) = announce_all(&app).await {
                tracing::warn!(%error, "news from the database stopped; trying again");
            }
            sleep(RETRY).await;
        }
    };
    tokio::select! {
        () = shutdown.cancelled() => {}
        () = watching => {}
    }
}

async fn announce_all(app: &App) -> Result<(), StoreError> {
    let mut watch = RevisionWatch::start(&app.store).await?;
    loop {
        for (account, revision) in watch.next().await? {
            app.revisions.announce(Announcement {
                account,
                revision: Some(revision),
            });
        }
    }
}
