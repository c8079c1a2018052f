//! `GET /me/sessions`: where one is signed in.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use roster_contract::{OwnSession, OwnSessions};
use roster_store::sessions;

use crate::kernel::query::Query;
use crate::kernel::reading::Reading;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;

pub async fn list_sessions(mut reading: Reading, query: Query) -> Result<Response, Refusal> {
    query.finish()?;
    let caller = &reading.caller;
    let going_on = reading.app.sessions_going_on();
    let records = sessions::list(&mut reading.tx, caller.user.id, going_on).await?;
    let items = records.into_iter().map(|record| OwnSession {
        current: record.id == caller.session,
        id: record.id,
        device_name: record.device_name,
        origin: record.origin,
        created_at: record.created_at.timestamp().into(),
        last_used_at: record.last_used_at.timestamp().into(),
        expires_at: record.expires_at.timestamp().into(),
    });
    let sessions = OwnSessions { items: items.collect() };
    Ok(Reply::json(StatusCode::OK, &sessions).into_response())
}
