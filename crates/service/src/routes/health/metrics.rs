//! `GET /metrics`: numbers about the service, about nobody in it.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use roster_store::mails;

use crate::app::App;
use crate::kernel::refusal::Refusal;

const PROMETHEUS_TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

pub async fn metrics(State(app): State<App>) -> Result<Response, Refusal> {
    let mut tx = app.store.begin_read().await?;
    let queued = mails::count_queued(&mut tx).await?;
    tx.commit().await?;
    Ok(([(header::CONTENT_TYPE, PROMETHEUS_TEXT)], app.metrics.page(queued)).into_response())
}
