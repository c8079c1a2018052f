use roster_domain::SessionId;
use serde::{Deserialize, Serialize};

use crate::{Account, User, UtcTime, schemas};

/// `POST /sessions`: signs in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    #[schema(schema_with = schemas::login)]
    pub login_email: String,
    #[schema(schema_with = schemas::password)]
    pub password: String,
    /// How the session is named in a list of sessions, such as the computer's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schemas::nullable_name, required = false)]
    pub device_name: Option<String>,
    /// What the last sign-in of this login on this device was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_token: Option<String>,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SignIn")
            .field("device_name", &self.device_name)
            .finish_non_exhaustive()
    }
}

/// The reply to a sign-in and to an accepted invitation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    /// The bearer token of the session; the service keeps only its hash.
    pub token: String,
    pub expires_at: UtcTime,
    pub user: User,
    pub account: Account,
    /// Names this device as known to this login at its next sign-in; a fresh one each time.
    pub device_token: String,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SignedIn")
            .field("user", &self.user.id)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// `GET /me/sessions`: where one is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OwnSessions {
    pub items: Vec<OwnSession>,
}

/// One of one's own sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OwnSession {
    pub id: SessionId,
    /// What the device called itself when it signed in.
    pub device_name: Option<String>,
    pub created_at: UtcTime,
    /// To within some minutes.
    pub last_used_at: UtcTime,
    /// When it ends at the latest.
    pub expires_at: UtcTime,
    /// It is the one that asks.
    pub current: bool,
    /// The network address that it was begun from, where that is known.
    pub origin: Option<String>,
}
