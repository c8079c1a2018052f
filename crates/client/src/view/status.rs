use roster_contract::Me;
use roster_domain::Lock;
use serde::{Deserialize, Serialize};

use super::PolicyStatus;

/// Where one stands between first start and work, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    pub stage: Stage,
    /// One is on the way to a further account, and can go back to those there are.
    pub adding_account: bool,
    pub mode: Option<Mode>,
    /// The service's address, once there is one.
    pub server_url: Option<String>,
    pub keyring: KeyringStatus,
    /// Present exactly at stage `signedIn`.
    pub session: Option<SessionView>,
    /// Whom the sign-in form suggests.
    pub last_login_email: Option<String>,
    /// What to say about how this status came to be: until one signs in or out, or the person has read it.
    pub notice: Option<StatusNotice>,
    /// How many changes were lost, where that is known; only with the notice `pendingChangesLost`.
    pub lost_changes: Option<u32>,
    pub policy: PolicyStatus,
}

/// What the window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// Choose between this computer and a server.
    FirstStart,
    /// This computer was chosen, and there is no account on it.
    CreateAccount,
    SignIn,
    SignedIn,
}

/// Which service decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    /// The one inside this process.
    Embedded,
    /// One at an address.
    Server,
}

/// Whether secrets outlive the process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct KeyringStatus {
    /// When not, the session and the replica's key are kept in memory only.
    pub available: bool,
    /// It is there, and not open: once it is, it can be asked again.
    pub locked: bool,
    /// In English: why not.
    pub reason: Option<String>,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionView {
    pub me: Me,
    pub full_name: String,
    /// Why nothing is shown before the service has answered, if that is so.
    pub lock: Option<SessionLock>,
}

/// Why nothing is shown before the service has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum SessionLock {
    OfflineTooLong,
    ClockTurnedBack,
}

impl From<Lock> for SessionLock {
    fn from(lock: Lock) -> Self {
        match lock {
            Lock::OfflineTooLong => Self::OfflineTooLong,
            Lock::ClockTurnedBack => Self::ClockTurnedBack,
        }
    }
}

/// Something that happened by itself and that one should be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum StatusNotice {
    /// The service ended the session: removed, password changed elsewhere, or too old.
    SessionEnded,
    /// One's role or permissions changed, so the copy on this computer is being made anew.
    RightsChanged,
    /// The copy on this computer could not be used and is being made anew.
    ReplicaRebuilt,
    /// The service went back to an earlier state, as by a restored backup; the copy is being made anew.
    ServiceRestored,
    /// The copy's key was not in the keyring any more.
    ReplicaKeyLost,
    /// Changes that the service had not decided could not be read any more; [`Status::lost_changes`] says how many.
    PendingChangesLost,
    /// The service ended the session; changes that it has not decided wait on this computer until one signs in again.
    SessionEndedChangesKept,
    /// The database on this computer was written by a newer Roster; it was not touched.
    DatabaseNewer,
    /// The database on this computer is missing or empty, though what belongs to it is there; nothing was touched.
    DatabaseLost,
    /// The service on this computer did not start; its data was not touched.
    EmbeddedFailed,
}
