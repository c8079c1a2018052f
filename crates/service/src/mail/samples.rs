//! Samples for the tests that look mails over.

use jiff::Timestamp;
use roster_domain::{Language, PasswordResetId, Role};
use url::Url;

use crate::mail::invitation::Invitation;
use crate::mail::letter::Content;
use crate::mail::notice::{Event, Notice, WayBack};

pub fn invitation(
    language: Language,
    account: &str,
    inviter: Option<&str>,
    comes_back: bool,
    link: &Url,
    expires_at: Timestamp,
) -> Content {
    let (first_name, last_name, login_email) = ("Ada", "Lovelace", "ada+roster@example.com");
    Invitation {
        language,
        first_name,
        last_name,
        account,
        inviter,
        login_email,
        comes_back,
        link,
        expires_at,
    }
    .write()
    .unwrap()
}

/// One notice of each kind, with a name of its own.
pub fn notices(actor: &str, at: Timestamp) -> Vec<(&'static str, Notice)> {
    let (before, after) = ("ada@home.example".to_owned(), "ada@lovelace.example".to_owned());
    let rights = |role, billing_manager| Event::RightsChanged {
        actor: actor.to_owned(),
        role,
        billing_manager,
    };
    let events = [
        (
            "email-changed",
            Event::EmailChanged {
                actor: None,
                before: before.clone(),
                after: after.clone(),
                way_back: None,
            },
        ),
        (
            "email-changed-with-a-way-back",
            Event::EmailChanged {
                actor: None,
                before: before.clone(),
                after: after.clone(),
                way_back: Some(WayBack {
                    reset: PasswordResetId::from_uuid(uuid::Uuid::from_u128(1)),
                    until: at,
                }),
            },
        ),
        (
            "email-changed-by-another",
            Event::EmailChanged {
                actor: Some(actor.to_owned()),
                before,
                after,
                way_back: None,
            },
        ),
        ("password-changed", Event::PasswordChanged),
        (
            "password-forgotten",
            Event::PasswordForgotten {
                reset: PasswordResetId::from_uuid(uuid::Uuid::from_u128(1)),
                until: at,
            },
        ),
        (
            "access-removed",
            Event::AccessRemoved {
                actor: actor.to_owned(),
            },
        ),
        (
            "access-returned",
            Event::AccessReturned {
                actor: actor.to_owned(),
            },
        ),
        ("role-changed", rights(Some(Role::Administrator), None)),
        ("permission-granted", rights(None, Some(true))),
        ("all-rights-withdrawn", rights(Some(Role::User), Some(false))),
        (
            "new-sign-in",
            Event::NewSignIn {
                device: Some("Ada’s laptop".to_owned()),
                address: "192.0.2.1".to_owned(),
            },
        ),
        (
            "new-sign-in-unnamed",
            Event::NewSignIn {
                device: None,
                address: "2001:db8::1".to_owned(),
            },
        ),
    ];
    let notice = |event| Notice {
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        login_email: "ada+roster@example.com".to_owned(),
        account: "Analytical Engines".to_owned(),
        at,
        event,
    };
    events.into_iter().map(|(name, event)| (name, notice(event))).collect()
}
