/// Declares a small enum whose names are written once: the same text serves JSON, the database, OpenAPI and the UI.
///
/// Gives `ALL`, `as_str`, `Display` and `FromStr` beside the derived traits.
macro_rules! wire_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:tt),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, specta::Type, utoipa::ToSchema,
        )]
        pub enum $name {
            $($(#[$variant_meta])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// Every value, in the order in which it is offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in JSON and in the database.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        /// For columns of the database.
        impl TryFrom<String> for $name {
            type Error = $crate::UnknownName;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::UnknownName),
                }
            }
        }
    };
}

pub(crate) use wire_enum;

/// A text that names no value of the enum it was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not one of the known names")]
pub struct UnknownName;

#[cfg(test)]
mod tests {
    use crate::pending::{EditField, PendingAction, PendingState};
    use crate::{Delivery, Denial, InvitationStanding, InvitationState, Language, Permission, Role, UserStatus};

    macro_rules! assert_names {
        ($($name:ident: $($text:literal)+;)+) => {$(
            assert_eq!($name::ALL.iter().map(|value| value.as_str()).collect::<Vec<_>>(), [$($text),+]);
            for value in $name::ALL {
                assert_eq!(serde_json::to_value(value).unwrap(), value.as_str());
                assert_eq!(serde_json::from_value::<$name>(value.as_str().into()).unwrap(), *value);
                assert_eq!(value.to_string().parse(), Ok(*value));
            }
            assert!("".parse::<$name>().is_err());
            assert!($name::ALL[0].as_str().to_uppercase().parse::<$name>().is_err());
        )+};
    }

    #[test]
    fn every_enum_has_the_names_that_were_published() {
        assert_names! {
            Language: "en" "fr" "es" "de" "pt-BR" "ar";
            Role: "user" "administrator";
            Permission: "billingManager";
            UserStatus: "pending" "active" "removed";
            Delivery: "queued" "sent" "failed";
            InvitationState: "open" "used" "revoked";
            InvitationStanding: "valid" "expired" "used" "revoked";
            Denial: "administrator-required" "permission-not-held" "own-role" "own-account" "own-email"
                "removed-by-another" "last-administrator" "last-billing-manager" "wrong-status" "too-late";
            EditField: "firstName" "lastName" "communicationEmail" "language" "role" "permissions";
            PendingAction: "create" "update" "remove" "restore" "resendInvitation" "deleteInvitation";
            PendingState: "waiting" "sending" "conflict" "refused";
        }
    }

    #[test]
    fn arabic_alone_is_written_from_the_right() {
        let rtl: Vec<Language> = Language::ALL
            .iter()
            .copied()
            .filter(|language| language.is_rtl())
            .collect();
        assert_eq!(rtl, [Language::Ar]);
    }

    #[test]
    fn the_openapi_schema_has_the_same_names() {
        use utoipa::PartialSchema;
        let schema = serde_json::to_value(Language::schema()).unwrap();
        assert_eq!(
            schema["enum"],
            serde_json::json!(["en", "fr", "es", "de", "pt-BR", "ar"])
        );
    }
}
