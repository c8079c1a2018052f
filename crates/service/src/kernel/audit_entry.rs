//! Puts a write into words for the audit log.

use roster_contract::UtcTime;
use roster_domain::{AuditEventId, permissions_list};
use roster_store::Micros;
use roster_store::audit::NewAuditEvent;
use roster_store::invitations::{InvitationRecord, NewInvitation};
use roster_store::sessions::EndedSession;
use roster_store::users::UserRecord;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::kernel::unit::{Effect, Unit};

/// Reads one field of a user.
type Read = fn(&UserRecord) -> Value;

/// What changed about a record: `{"field": {"before": …, "after": …}}`, with what only billing managers see kept apart.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    open: Map<String, Value>,
    billing: Map<String, Value>,
}

impl Changes {
    /// Notes a field when it differs.
    #[must_use]
    pub fn field(mut self, name: &str, before: Option<Value>, after: Option<Value>) -> Self {
        if before != after {
            self.open
                .insert(name.to_owned(), json!({ "before": before, "after": after }));
        }
        self
    }

    /// What differs between two states of a user; one of them is absent when the user comes or goes.
    pub fn of_user(before: Option<&UserRecord>, after: Option<&UserRecord>) -> Self {
        let mut changes = Self::default();
        let both = |read: Read| (before.map(read), after.map(read));
        let fields: [(&str, Read); 7] = [
            ("firstName", |user| json!(user.first_name)),
            ("lastName", |user| json!(user.last_name)),
            ("loginEmail", |user| json!(user.login_email)),
            ("communicationEmail", |user| json!(user.communication_email)),
            ("language", |user| json!(user.language)),
            ("role", |user| json!(user.role)),
            ("status", |user| json!(user.status)),
        ];
        for (name, read) in fields {
            let (was, is) = both(read);
            changes = changes.field(name, was, is);
        }
        let held = |user: &UserRecord| user.billing_manager;
        let (was, is) = (before.is_some_and(held), after.is_some_and(held));
        if was != is {
            let value = json!({ "before": permissions_list(was), "after": permissions_list(is) });
            changes.billing.insert("permissions".to_owned(), value);
        }
        changes
    }

    /// Which session has ended: what its device is called, if it has a name, and when it began.
    #[must_use]
    pub fn of_session(ended: EndedSession) -> Self {
        let name = ended.device_name.map(|name| json!(name));
        Self::default()
            .field("deviceName", name, None)
            .field("createdAt", Some(moment(ended.created_at)), None)
    }

    /// What a new invitation changes about the one whose place it takes: its term, and what is known of its mail.
    #[must_use]
    pub fn of_invitation(former: Option<&InvitationRecord>, new: &NewInvitation) -> Self {
        let was = |read: fn(&InvitationRecord) -> Value| former.map(read);
        let error = |text: &Option<String>| text.as_ref().map(|text| json!(text));
        Self::default()
            .field(
                "expiresAt",
                was(|former| moment(former.expires_at)),
                Some(moment(new.expires_at.into())),
            )
            .field(
                "delivery",
                was(|former| json!(former.delivery)),
                Some(json!(new.delivery)),
            )
            .field(
                "deliveryError",
                former.and_then(|former| error(&former.delivery_error)),
                error(&new.delivery_error),
            )
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty() && self.billing.is_empty()
    }

    /// Whether there is something that anyone in the account may notice.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether there is something that only billing managers, and the person themselves, may notice.
    pub fn is_billing(&self) -> bool {
        !self.billing.is_empty()
    }

    /// Whether only billing managers may notice.
    pub fn is_billing_only(&self) -> bool {
        self.open.is_empty() && !self.billing.is_empty()
    }
}

/// A time as the API writes it.
pub fn moment(at: Micros) -> Value {
    json!(UtcTime::from(at.timestamp()))
}

/// What was acted upon.
#[derive(Debug, Clone)]
pub struct Target {
    pub kind: &'static str,
    pub id: Uuid,
    pub name: String,
}

impl Target {
    pub fn user(user: &UserRecord) -> Self {
        Self {
            kind: "user",
            id: user.id.as_uuid(),
            name: user.full_name(),
        }
    }
}

/// Every text within a value.
fn gather<'value>(value: &'value Value, texts: &mut Vec<&'value str>) {
    match value {
        Value::String(text) => texts.push(text),
        Value::Array(several) => several.iter().for_each(|one| gather(one, texts)),
        Value::Object(members) => members.values().for_each(|member| gather(member, texts)),
        _ => {}
    }
}

impl Unit {
    /// Notes an event about a change of this unit's revision, to be written when it commits.
    pub fn audit(
        &mut self,
        actor: Option<&UserRecord>,
        action: &'static str,
        target: Option<Target>,
        changes: Changes,
    ) {
        let event = self.event(actor, action, target, changes);
        self.rest.events.push(event);
    }

    /// The event that [`Self::audit`] notes.
    pub fn event(
        &self,
        actor: Option<&UserRecord>,
        action: &'static str,
        target: Option<Target>,
        changes: Changes,
    ) -> NewAuditEvent {
        let billing_only = changes.is_billing_only();
        let mut values = Vec::new();
        changes.open.values().for_each(|change| gather(change, &mut values));
        NewAuditEvent {
            values: values.join("\n"),
            id: AuditEventId::generate(&*self.app.clock, &*self.app.random),
            account: self.account,
            revision: (self.effect == Effect::Change).then_some(self.revision),
            at: self.now,
            actor: actor.map(|user| (user.id, user.full_name())),
            action,
            target: target.map(|target| (target.kind, target.id, target.name)),
            changes: Value::Object(changes.open).to_string(),
            billing_changes: Some(changes.billing)
                .filter(|map| !map.is_empty())
                .map(|map| Value::Object(map).to_string()),
            billing_only,
            origin: self.origin.as_str().to_owned(),
        }
    }
}
