//! What crosses the wire between Roster's service, its desktop and its UI: one type for a body on both of its sides.
//!
//! The service answers with these types, the desktop's HTTP client reads them, and specta carries them on to the UI.
//! Requests are *written* with these types; the service *reads* them field by field (see its `body` module), so that
//! everything wrong with a form is said at once.

mod account;
mod audit;
mod change;
mod invitation;
mod password;
mod problem;
mod profile;
mod schemas;
mod session;
mod time;
mod user;

pub use account::{Account, Administrator, Administrators, UpdateAccount};
pub use audit::{AuditActor, AuditChain, AuditEvent, AuditHead, AuditPage, AuditTarget};
pub use change::{Change, ChangeType, Changes};
pub use invitation::{AcceptInvitation, InvitationLink};
pub use password::{ChangePassword, ForgottenPassword};
pub use problem::{FieldProblem, PROBLEM_TYPE_BASE, Problem, ProblemCode};
pub use profile::{Me, UpdateMe};
pub use session::{OwnSession, OwnSessions, SignIn, SignedIn};
pub use time::UtcTime;
pub use user::{
    BulkCreate, BulkResult, BulkResults, CreateUser, Invitation, InvitedBy, RestoreUser, SortKey, UpdateUser, User,
    UserPage,
};

/// The prefix of every route of the API.
pub const API_PREFIX: &str = "/api/v1";
