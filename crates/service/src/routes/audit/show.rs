//! An event, put into the contract's words.

use roster_contract::{AuditActor, AuditEvent, AuditTarget};
use roster_domain::UserId;
use roster_store::StoreError;
use roster_store::audit::{AuditRecord, AuditViewer};
use serde_json::{Map, Value};

/// An event as the viewer may see it: with what concerns permissions if they hold them, or if it is about themselves.
pub fn show(record: AuditRecord, viewer: &AuditViewer) -> Result<AuditEvent, StoreError> {
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
