use serde::{Deserialize, Serialize};

use crate::schemas;

/// `POST /me/password`: sets a new password and ends one's other sessions.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangePassword {
    #[schema(schema_with = schemas::password)]
    pub current_password: String,
    #[schema(schema_with = schemas::new_password)]
    pub new_password: String,
}

impl std::fmt::Debug for ChangePassword {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ChangePassword").finish_non_exhaustive()
    }
}

/// `POST /password/forgotten`: asks for a link with which to set a new password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ForgottenPassword {
    #[schema(schema_with = schemas::login)]
    pub login_email: String,
}
