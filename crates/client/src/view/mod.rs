//! What the desktop shows: the types that only the UI sees, beside those of `roster-contract`.

mod account;
mod accounts;
mod audit;
mod error;
mod mails;
mod pending;
mod policy;
mod status;
mod sync;
mod users;

pub use account::{AdministratorRow, Credentials, NewAccount, PasswordChange, PasswordLinkAsked};
pub use accounts::{AccountEntry, AccountKey, FoundPeople, FoundPerson};
pub use audit::{
    AuditChange, AuditEntry, AuditExport, AuditFilter, AuditFormat, AuditHistory, AuditPerson, AuditQuery, AuditWindow,
};
pub use error::{CommandError, CommandErrorKind, DesktopProblem};
pub use mails::{Mail, MailPage, MailQuery, MailSummary};
pub use pending::{EditConflict, Outcome, PendingChange, PendingMark};
pub use policy::{PolicyStatus, WindowLanguage};
pub use roster_domain::pending::{EditField, EditableFields, PendingAction, PendingState};
pub use roster_replica::pending::PendingEdit;
pub use status::{KeyringStatus, Mode, SessionLock, SessionView, Stage, Status, StatusNotice};
pub use sync::{CacheTag, SyncProgress, SyncState, SyncStatus, SyncTrouble};
pub use users::{
    Accepted, NewUserInformation, NewUserPreview, RemovalUndone, UserCounts, UserEdit, UserQuery, UserRestoration,
    UserRow, UserWindow,
};
