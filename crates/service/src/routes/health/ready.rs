//! `GET /readyz`: the database answers too, and the service is not about to stop.

use std::time::Duration;

use axum::extract::State;
use roster_contract::ProblemCode;
use tokio::time::timeout;

use crate::app::App;
use crate::kernel::refusal::Refusal;

/// A monitor would have given up by then.
const PATIENCE: Duration = Duration::from_secs(3);

pub async fn ready(State(app): State<App>) -> Result<&'static str, Refusal> {
    if app.leaving.is_cancelled() || app.shutdown.is_cancelled() {
        return Err(ProblemCode::Unavailable.into());
    }
    match timeout(PATIENCE, app.store.ping()).await {
        Ok(Ok(())) => Ok("ready\n"),
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready: the database does not answer");
            Err(ProblemCode::Unavailable.into())
        }
        Err(_) => {
            tracing::warn!("not ready: the database does not answer in time");
            Err(ProblemCode::Unavailable.into())
        }
    }
}
