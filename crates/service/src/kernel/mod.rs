//! What every request goes through.

pub mod attempt;
pub mod audit_entry;
pub mod body;
pub mod caller;
pub mod client_address;
pub mod csv;
pub mod fields;
pub mod idempotency;
pub mod intake;
pub mod json;
pub mod mail_quota;
pub mod notify;
pub mod origin;
pub mod packed;
pub mod path;
pub mod pending_notes;
pub mod precondition;
pub mod query;
pub mod reading;
pub mod refusal;
pub mod refused;
pub mod reply;
pub mod rewrite;
pub mod turns;
pub mod unit;
pub mod writes;
