//! The account's log of who did what.

use jiff::Timestamp;
use roster_domain::{AccountId, AuditEventId, UserId};
use uuid::Uuid;

use crate::{Micros, StoreError, Tx};

/// An event about to be written.
#[derive(Debug, Clone)]
pub struct NewAuditEvent {
    pub id: AuditEventId,
    pub account: AccountId,
    /// Absent for what changed nothing that the account shows, such as a sign-in.
    pub revision: Option<i64>,
    pub at: Timestamp,
    pub actor: Option<(UserId, String)>,
    pub action: &'static str,
    /// Type, id and name of what was acted upon.
    pub target: Option<(&'static str, Uuid, String)>,
    /// JSON: `{"field": {"before": …, "after": …}}`.
    pub changes: String,
    /// The same for what only billing managers, and the person themselves, may see.
    pub billing_changes: Option<String>,
    /// Whether there is nothing in the event for anybody else.
    pub billing_only: bool,
    pub origin: String,
}

/// Writes an event at the end of its account's log and gives its place there.
pub async fn append(tx: &mut Tx, event: NewAuditEvent) -> Result<i64, StoreError> {
    let seq: i64 = fetch_scalar!(
        tx,
        "UPDATE accounts SET audit_seq = audit_seq + 1 WHERE id = $1 RETURNING audit_seq",
        event.account.as_uuid(),
    );
    let (actor_id, actor_name) = event.actor.unzip();
    let actor_id = actor_id.map(UserId::as_uuid);
    let (target_type, target_id, target_name) = match event.target {
        Some((kind, id, name)) => (Some(kind), Some(id), Some(name)),
        None => (None, None, None),
    };
    execute!(
        tx,
        "INSERT INTO audit_events (id, account_id, seq, revision, at, actor_id, actor_name, action, target_type, target_id,
                                   target_name, changes, billing_changes, billing_only, origin)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        event.id.as_uuid(),
        event.account.as_uuid(),
        seq,
        event.revision,
        Micros::from(event.at),
        actor_id,
        &actor_name,
        event.action,
        target_type,
        target_id,
        &target_name,
        &event.changes,
        &event.billing_changes,
        event.billing_only,
        &event.origin,
    );
    Ok(seq)
}

/// An event as it is stored: everything, whoever may see it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AuditRecord {
    pub seq: i64,
    pub revision: Option<i64>,
    pub at: Micros,
    pub actor_id: Option<Uuid>,
    pub actor_name: Option<String>,
    pub action: String,
    pub target_type: Option<String>,
    pub target_id: Option<Uuid>,
    pub target_name: Option<String>,
    pub changes: String,
    pub billing_changes: Option<String>,
    pub origin: String,
}

/// Who reads the log.
#[derive(Debug, Clone, Copy)]
pub struct AuditViewer {
    pub id: UserId,
    pub billing_manager: bool,
}

/// At most `limit` events after a place in the log, oldest first. Events that only billing managers may know of are left
/// out for everyone else, save for those about the viewer.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
    viewer: &AuditViewer,
    after: i64,
    limit: i64,
) -> Result<Vec<AuditRecord>, StoreError> {
    Ok(fetch_all!(
        tx,
        AuditRecord,
        "SELECT seq, revision, at, actor_id, actor_name, action, target_type, target_id, target_name, changes, billing_changes,
                origin
         FROM audit_events
         WHERE account_id = $1 AND seq > $2 AND (NOT billing_only OR $3 OR target_id = $4)
         ORDER BY seq LIMIT $5",
        account.as_uuid(),
        after,
        viewer.billing_manager,
        viewer.id.as_uuid(),
        limit,
    ))
}
