use roster_domain::UserId;
use serde::{Deserialize, Serialize};

use crate::UtcTime;

/// `GET /audit`: one page of the account's audit events, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditPage {
    pub items: Vec<AuditEvent>,
    pub has_more: bool,
}

/// Who did what to whom, when and from where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AuditEvent {
    /// The number under which one knows the event, from 1: it has no gaps, and stays when one's permissions change.
    pub seq: i64,
    /// The account's revision the event belongs to; absent for what changed nothing, such as a sign-in.
    pub revision: Option<i64>,
    pub at: UtcTime,
    /// Absent for the service itself (a mail delivered) and for the command line.
    pub actor: Option<AuditActor>,
    /// Such as `user.created`.
    pub action: String,
    pub target: Option<AuditTarget>,
    /// For each changed field, `{"before": …, "after": …}`; empty when nothing of the record changed.
    pub changes: serde_json::Value,
    /// Where the request came from: the network address, or `command-line`, `service`.
    pub origin: String,
}

/// The person who acted, named as they were called then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AuditActor {
    pub id: UserId,
    pub name: String,
}

/// What was acted upon, named as it was called then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AuditTarget {
    #[serde(rename = "type")]
    pub kind: String,
    #[schema(value_type = String, format = Uuid)]
    pub id: uuid::Uuid,
    pub name: String,
}

/// `GET /audit/head`: the last event of the log, or of the log up to a place in it, and the hash over it and all before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AuditHead {
    pub chain: AuditChain,
    /// The number under which one knows the event; 0 when there is none yet.
    pub seq: i64,
    /// SHA-256, in hexadecimal digits.
    pub hash: String,
}

/// What a hash is taken over. Hashes of one chain are not comparable with those of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuditChain {
    /// Over everything: what a billing manager is given.
    Whole,
    /// Over what every administrator may see.
    Open,
}
