//! `GET /metrics`: numbers about the service, about nobody in it. What the process has counted is told also while the database
//! is away: that is when someone looks.

use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use roster_store::{Scope, StoreError, mails, sessions};
use tokio::time::timeout;

use crate::app::App;
use crate::metrics::Gauges;

const PROMETHEUS_TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Prometheus itself waits for ten seconds.
const PATIENCE: Duration = Duration::from_secs(3);

pub async fn metrics(State(app): State<App>) -> Response {
    let gauges = match timeout(PATIENCE, gauges(&app)).await {
        Ok(Ok(gauges)) => Some(gauges),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the database does not answer");
            None
        }
        Err(_) => None,
    };
    ([(header::CONTENT_TYPE, PROMETHEUS_TEXT)], app.metrics.page(gauges)).into_response()
}

async fn gauges(app: &App) -> Result<Gauges, StoreError> {
    let now = app.now();
    let mut tx = app.store.begin_read(Scope::Platform).await?;
    let queue = mails::queue(&mut tx).await?;
    let sessions = sessions::count(&mut tx, app.sessions_going_on()).await?;
    tx.commit().await?;
    let waiting = queue.oldest_created_at.map(|at| now.duration_since(at.timestamp()));
    Ok(Gauges {
        mails_queued: queue.length,
        oldest_mail: waiting.and_then(|time| time.try_into().ok()).unwrap_or_default(),
        sessions,
    })
}
