use roster_domain::{Language, UserId};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// Someone to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AdministratorRow {
    pub id: UserId,
    pub full_name: String,
    pub communication_email: String,
}

/// What one signs in with.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Credentials {
    pub login_email: String,
    #[specta(type = String)]
    pub password: SecretString,
}

/// A link for a new password was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PasswordLinkAsked {
    /// The folder that the mail is written to, where the service on this computer keeps its mails as files.
    pub mail_folder: Option<String>,
}

/// A new password, and the present one as proof.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasswordChange {
    #[specta(type = String)]
    pub current_password: SecretString,
    #[specta(type = String)]
    pub new_password: SecretString,
}

/// The account to be made on this computer, with its first administrator.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAccount {
    pub account_name: String,
    pub first_name: String,
    pub last_name: String,
    pub login_email: String,
    pub communication_email: String,
    pub language: Language,
    #[specta(type = String)]
    pub password: SecretString,
}
