use roster_contract::{AuditEvent, AuditPage};
use serde_json::{Map, Value};

use super::path::path;
use crate::desktop::Desktop;
use crate::http::Call;
use crate::view::{AuditChange, AuditEntry, AuditPerson, AuditQuery, AuditWindow, CommandError};

const MOST: u32 = 1_000;

impl Desktop {
    /// Some of the log's events, the newest first.
    pub async fn list_audit_events(&self, query: AuditQuery) -> Result<AuditWindow, CommandError> {
        let session = self.session()?;
        let limit = query.limit.clamp(1, MOST).to_string();
        let before = query.before.map(|seq| seq.to_string());
        let mut first = vec![("sort", "-seq"), ("limit", limit.as_str())];
        first.extend(before.as_deref().map(|seq| ("before", seq)));
        let page: AuditPage = self
            .call(&session, &Call::get(path("/audit", &first, &query.filter)))
            .await?;
        Ok(AuditWindow {
            items: page.items.into_iter().map(entry).collect(),
            has_more: page.has_more,
        })
    }
}

fn entry(event: AuditEvent) -> AuditEntry {
    let fields = match event.changes {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    let changes = fields.into_iter().map(|(field, change)| AuditChange {
        before: values(&change["before"]),
        after: values(&change["after"]),
        field,
    });
    AuditEntry {
        seq: event.seq,
        at: event.at,
        changes: changes.collect(),
        actor: event.actor.map(|actor| AuditPerson {
            id: actor.id.to_string(),
            name: actor.name,
        }),
        action: event.action,
        target: event.target.map(|target| AuditPerson {
            id: target.id.to_string(),
            name: target.name,
        }),
        origin: event.origin,
    }
}

fn values(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(several) => several.iter().flat_map(values).collect(),
        other => vec![other.to_string()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_told_one_by_one() {
        assert_eq!(values(&json!(["a", "b"])), ["a", "b"]);
        assert_eq!(values(&json!(7)), ["7"]);
        assert!(values(&json!(null)).is_empty() && values(&json!([])).is_empty());
    }
}
