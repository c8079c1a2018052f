use roster_contract::UtcTime;
use serde::{Deserialize, Serialize};

/// What is looked for in the audit log; what is absent, or empty, does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuditFilter {
    /// Part of a name, of an origin, or of a value before or after.
    pub search: String,
    /// Such as `user.created`.
    pub action: Option<String>,
    /// The id of the person who acted.
    pub actor: Option<String>,
    /// The id of what was acted upon.
    pub target: Option<String>,
    /// Not before this moment, RFC 3339.
    pub from: Option<String>,
    /// Before this one.
    pub to: Option<String>,
}

/// Which events to list, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuditQuery {
    pub filter: AuditFilter,
    /// Only events that came before this one; absent for the newest.
    #[specta(type = Option<u32>)]
    pub before: Option<i64>,
    /// At most 1,000 are given.
    pub limit: u32,
}

/// Some of the events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditWindow {
    pub items: Vec<AuditEntry>,
    /// Whether there are older ones.
    pub has_more: bool,
}

/// Who did what to whom, when and from where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct AuditEntry {
    #[specta(type = u32)]
    pub seq: i64,
    pub at: UtcTime,
    /// Absent for the service itself and for its command line.
    pub actor: Option<AuditPerson>,
    pub action: String,
    pub target: Option<AuditPerson>,
    pub changes: Vec<AuditChange>,
    pub origin: String,
}

/// Someone, or something, named as it was called then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct AuditPerson {
    pub id: String,
    pub name: String,
}

/// A field, and what it was changed from and to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct AuditChange {
    pub field: String,
    /// Several values one by one; none when there was nothing.
    pub before: Vec<String>,
    pub after: Vec<String>,
}

/// What an exported log is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum AuditFormat {
    /// For spreadsheets.
    Csv,
    /// One JSON object a line.
    Json,
}

/// Where an exported log is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditExport {
    pub file_name: String,
    /// The whole path.
    pub path: String,
}

/// Whether the log is still what this computer has seen of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum AuditHistory {
    /// It is, or it is seen for the first time.
    Kept,
    /// It ends before what was seen: events are gone, or the service went back to an older copy of its database.
    Shortened,
    /// What was seen is another now.
    Rewritten,
}
