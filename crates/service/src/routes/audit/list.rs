//! `GET /audit`: the log, oldest first, page by page.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, RawQuery};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use roster_contract::{AuditActor, AuditEvent, AuditPage, AuditTarget};
use roster_domain::UserId;
use roster_store::StoreError;
use roster_store::audit::{self, AuditRecord, AuditViewer};
use serde_json::{Map, Value};

use crate::app::App;
use crate::kernel::query::Query;
use crate::kernel::reading::Reading;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;

const DEFAULT_LIMIT: i64 = 100;
const MAX_LIMIT: i64 = 1_000;

pub async fn list(_: NotesWritten, mut reading: Reading, RawQuery(query): RawQuery) -> Result<Response, Refusal> {
    reading.caller.administrate()?;
    let mut query = Query::parse(query.as_deref().unwrap_or_default())?;
    let after = query.number("after", 0..=i64::MAX, 0)?;
    let limit = query.number("limit", 1..=MAX_LIMIT, DEFAULT_LIMIT)?;
    query.finish()?;
    let viewer = AuditViewer {
        id: reading.caller.user.id,
        billing_manager: reading.caller.user.billing_manager,
    };
    let account = reading.caller.account.id;
    // One more than is shown, to know whether there are more.
    let mut found = audit::list(&mut reading.tx, account, &viewer, after, limit + 1).await?;
    let limit = usize::try_from(limit).expect("a limit is a small number");
    let has_more = found.len() > limit;
    found.truncate(limit);
    let shown = found.into_iter().map(|record| show(record, &viewer));
    let items = shown.collect::<Result<_, StoreError>>()?;
    Ok(Reply::json(StatusCode::OK, &AuditPage { items, has_more }).into_response())
}

/// An event as the viewer may see it: with what concerns permissions if they hold them, or if it is about themselves.
fn show(record: AuditRecord, viewer: &AuditViewer) -> Result<AuditEvent, StoreError> {
    let about_viewer = record.target_id == Some(viewer.id.as_uuid());
    let mut changes = parsed(&record.changes)?;
    if let Some(billing) = record
        .billing_changes
        .filter(|_| viewer.billing_manager || about_viewer)
    {
        changes.extend(parsed(&billing)?);
    }
    let actor = record.actor_id.zip(record.actor_name);
    let target = record.target_type.zip(record.target_id).zip(record.target_name);
    Ok(AuditEvent {
        seq: record.seq,
        revision: record.revision,
        at: record.at.timestamp().into(),
        actor: actor.map(|(id, name)| AuditActor {
            id: UserId::from_uuid(id),
            name,
        }),
        action: record.action,
        target: target.map(|((kind, id), name)| AuditTarget { kind, id, name }),
        changes: Value::Object(changes),
        origin: record.origin,
    })
}

fn parsed(changes: &str) -> Result<Map<String, Value>, StoreError> {
    serde_json::from_str(changes).map_err(|_| StoreError::Corrupt("the changes of an audit event".to_owned()))
}

/// Stands before [`Reading`] among the handler's arguments: the log is read once what was begun before is in it.
pub struct NotesWritten;

impl FromRequestParts<App> for NotesWritten {
    type Rejection = Infallible;

    async fn from_request_parts(_parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        app.pending_notes.written().await;
        Ok(Self)
    }
}
