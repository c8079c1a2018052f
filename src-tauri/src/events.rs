use roster_client::view::{Accepted, CacheTag, Status, SyncStatus};
use serde::Serialize;
use tauri_specta::Event;

/// What these tags cover has changed: reads that show it are to be repeated.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub struct Invalidated {
    pub tags: Vec<CacheTag>,
}

/// One is signed in, or out, or as someone else than before.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub struct StatusChanged {
    pub status: Status,
}

/// The copy on this computer caught up, fell behind or lost the service.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub struct SyncChanged {
    pub sync: SyncStatus,
}

/// People of the account in view have accepted their invitations.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub struct InvitationsAccepted {
    pub people: Vec<Accepted>,
}

/// The window was to be closed while something typed in it is not saved: the person is asked.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub struct CloseAsked;

/// A `roster://sign-in` link was opened: whom to suggest at sign-in, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct DeepLinkOpened {
    pub login_email: Option<String>,
    pub server_url: Option<String>,
}
