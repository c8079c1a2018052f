use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Clock, Random, new_uuid};

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = String, format = Uuid)]
        pub struct $name(#[specta(type = String)] Uuid);

        impl $name {
            /// A new one: UUID version 7.
            pub fn generate(clock: &dyn Clock, random: &dyn Random) -> Self {
                Self(new_uuid(clock, random))
            }

            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            pub const fn as_uuid(self) -> Uuid {
                self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

ids! {
    /// Names one account.
    AccountId,
    /// Names one user, on the whole platform.
    UserId,
    /// Names one session of a user.
    SessionId,
    /// Names one invitation; a new link is a new invitation.
    InvitationId,
    /// Names one mail of the queue.
    MailId,
    /// Names one worker that sends mails, as long as it runs.
    MailWorkerId,
    /// Names one link with which a forgotten password is replaced.
    PasswordResetId,
    /// Names one device known to a login.
    DeviceId,
    /// Names one audit event.
    AuditEventId,
    /// Names one change that the service has not decided.
    PendingChangeId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_plain_string_outside() {
        let text = "01900000-0000-7000-8000-000000000001";
        let id: UserId = text.parse().unwrap();
        assert_eq!(serde_json::to_value(id).unwrap(), text);
        assert_eq!(serde_json::from_value::<UserId>(text.into()).unwrap(), id);
        assert_eq!(id.to_string(), text);
        assert_eq!(format!("{id:?}"), format!("UserId({text})"));
        assert_eq!(UserId::from_uuid(id.as_uuid()), id);
        assert!("nobody".parse::<UserId>().is_err());
    }
}
