use jiff::Timestamp;
use roster_domain::{PasswordResetId, Role};
use serde::{Deserialize, Serialize};

/// The link that sets a communication email back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayBack {
    pub reset: PasswordResetId,
    pub until: Timestamp,
}

/// What somebody is told of, as it was when it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Event {
    EmailChanged {
        /// Whoever did it, by name; absent when it was the reader.
        actor: Option<String>,
        before: String,
        after: String,
        /// The link that undoes it, derived from its id when the mail is written; only for the former address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        way_back: Option<WayBack>,
    },
    PasswordChanged,
    /// Carries a link, which is derived from its id when the mail is written.
    PasswordForgotten {
        reset: PasswordResetId,
        until: Timestamp,
    },
    AccessRemoved {
        actor: String,
    },
    /// A removal was undone.
    AccessReturned {
        actor: String,
    },
    RightsChanged {
        actor: String,
        /// The role from now on, if it is another one.
        role: Option<Role>,
        /// Whether they are a billing manager from now on, if that is new.
        billing_manager: Option<bool>,
    },
    NewSignIn {
        /// What the device calls itself.
        device: Option<String>,
        address: String,
    },
}

impl Event {
    /// What the mail is called in the queue, and its texts in the catalogues.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::EmailChanged { .. } => "email-changed",
            Self::PasswordChanged => "password-changed",
            Self::PasswordForgotten { .. } => "password-forgotten",
            Self::AccessRemoved { .. } => "access-removed",
            Self::AccessReturned { .. } => "access-returned",
            Self::RightsChanged { .. } => "rights-changed",
            Self::NewSignIn { .. } => "new-sign-in",
        }
    }
}
