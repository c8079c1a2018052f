use roster_domain::{AccountId, Language, UserId};
use serde::{Deserialize, Serialize};

use crate::schemas;

/// One customer organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    /// The language suggested for a new user.
    pub language: Language,
}

/// `PATCH /account`: what is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UpdateAccount {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schemas::name, required = false)]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub language: Option<Language>,
}

/// Whom to ask: an active administrator of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Administrator {
    pub id: UserId,
    pub first_name: String,
    pub last_name: String,
    pub communication_email: String,
}

/// `GET /account/administrators`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
pub struct Administrators {
    pub items: Vec<Administrator>,
}
