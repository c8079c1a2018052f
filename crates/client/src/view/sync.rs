use roster_contract::UtcTime;
use serde::Serialize;

/// How the copy on this computer compares to the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SyncStatus {
    pub state: SyncState,
    /// Changes that the service has not decided: waiting, being sent, or in conflict.
    pub pending_changes: u32,
    /// Changes that only a person can take further: refused, or in conflict.
    pub attention: u32,
    /// While a copy is first made, also while that waits for the service.
    pub progress: Option<SyncProgress>,
    /// When the service last answered, by this computer's clock.
    pub last_contact: Option<UtcTime>,
    /// How many seconds the service's clock is ahead of this computer's, as its answers tell: times that it names are shown by it.
    pub service_ahead_seconds: i32,
    /// Why the copy does not follow, where more is known than that nothing answers.
    pub trouble: Option<SyncTrouble>,
}

/// What keeps the copy from following the service, other than that nothing answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum SyncTrouble {
    /// Something else answers in its place: a network's sign-in page, another web site.
    NotRoster,
    /// It, or what stands before it, says that it can do nothing now.
    Busy,
    /// The copy itself cannot be read or written.
    Copy,
}

/// Whether the copy is up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum SyncState {
    UpToDate,
    Syncing,
    Offline,
}

/// How far the first copy has come, in users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct SyncProgress {
    pub done: u32,
    /// Absent while it is not known.
    pub total: Option<u32>,
}

/// What a read shows, so that the UI knows which reads to repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum CacheTag {
    Users,
    Me,
    Account,
    Administrators,
    Mails,
    Status,
    /// The list of accounts, and what is found across all of them.
    Accounts,
    PendingChanges,
}

impl CacheTag {
    /// All that can be read.
    pub const ALL: [Self; 8] = [
        Self::Users,
        Self::Me,
        Self::Account,
        Self::Administrators,
        Self::Mails,
        Self::Status,
        Self::Accounts,
        Self::PendingChanges,
    ];
}
