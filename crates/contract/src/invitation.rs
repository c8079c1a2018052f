use roster_domain::Language;
use serde::{Deserialize, Serialize};

use crate::{UtcTime, schemas};

/// `POST /invitations/accept`: sets the invited person's password and signs them in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptInvitation {
    pub token: String,
    #[schema(schema_with = schemas::new_password)]
    pub password: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

impl std::fmt::Debug for AcceptInvitation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AcceptInvitation")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

/// A link minted by an explicit, audited "copy link"; it ends the one before it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InvitationLink {
    pub url: String,
    pub expires_at: UtcTime,
}

impl std::fmt::Debug for InvitationLink {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("InvitationLink")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}
