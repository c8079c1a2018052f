//! `GET /audit/head`: how far the log has come. Whoever remembers an answer can tell later whether what led to it is still
//! what it was.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use roster_contract::{AuditChain, AuditHead};
use roster_store::audit::{self, AuditViewer, Chain};

use crate::kernel::query::Query;
use crate::kernel::reading::Reading;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::routes::audit::notes_written::NotesWritten;

pub async fn head(_: NotesWritten, mut reading: Reading, RawQuery(query): RawQuery) -> Result<Response, Refusal> {
    reading.caller.administrate()?;
    let mut query = Query::parse(query.as_deref().unwrap_or_default())?;
    let at = query.number("at", 0..=i64::MAX, i64::MAX)?;
    query.finish()?;
    let viewer = AuditViewer {
        id: reading.caller.user.id,
        billing_manager: reading.caller.user.billing_manager,
    };
    let (seq, hash) = audit::head(&mut reading.tx, reading.caller.account.id, &viewer, at).await?;
    let head = AuditHead {
        chain: match Chain::shown_to(&viewer) {
            Chain::Whole => AuditChain::Whole,
            Chain::Open => AuditChain::Open,
        },
        seq,
        hash: hash.to_string(),
    };
    Ok(Reply::json(StatusCode::OK, &head).into_response())
}
