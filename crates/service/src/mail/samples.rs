//! Samples for the tests that look mails over.

use jiff::Timestamp;
use roster_domain::Language;
use url::Url;

use crate::mail::invitation::Invitation;
use crate::mail::letter::Content;

pub fn invitation(
    language: Language,
    account: &str,
    inviter: Option<&str>,
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
        link,
        expires_at,
    }
    .write()
    .unwrap()
}
