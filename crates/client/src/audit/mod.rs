//! The account's log of who did what: read from the service, never kept on this computer; save for the hash of the last
//! event that was seen, by which one notices when history was rewritten.

mod check;
mod export;
mod heads;
mod list;
mod path;

pub(crate) use heads::AuditHeads;
pub(crate) use path::path;
