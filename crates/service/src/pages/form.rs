//! Reads the form that comes back.

use axum::body::Body;
use axum::http::{StatusCode, request::Parts};
use percent_encoding::percent_decode;
use secrecy::SecretString;

use crate::app::App;
use crate::kernel::body::{self, Arriving};
use crate::kernel::refusal::Refusal;

/// What was in the form.
#[derive(Debug)]
pub enum Typed {
    Value(SecretString),
    /// Not UTF-8, or there twice: guessing would set a password that nobody knows.
    Unreadable,
}

/// Why there is no form.
#[derive(Debug)]
pub enum NotRead {
    /// What came is none.
    Malformed(StatusCode),
    /// There was no room to read it.
    Crowded(Refusal),
}

impl From<Refusal> for NotRead {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Problem(problem) if problem.status < 500 => {
                Self::Malformed(StatusCode::from_u16(problem.status).expect("a problem's status is one of HTTP"))
            }
            other => Self::Crowded(other),
        }
    }
}

/// Reads the one field of a body of `application/x-www-form-urlencoded`. There is room for far more than the longest password, so
/// that one too long is told so beside its field.
pub async fn read(app: &App, parts: &Parts, body: Body, field: &str) -> Result<Typed, NotRead> {
    if !body::is_form(&parts.headers) {
        return Err(NotRead::Malformed(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let (bytes, _share) = Arriving::form(parts, body, app)?.bytes().await?;
    Ok(value(&bytes, field))
}

fn value(form: &[u8], field: &str) -> Typed {
    let mut values = form
        .split(|byte| *byte == b'&')
        .filter_map(|pair| pair.strip_prefix(field.as_bytes())?.strip_prefix(b"="));
    match (values.next(), values.next()) {
        // Browsers leave no field out: an absent one is empty.
        (None, _) => Typed::Value(SecretString::default()),
        (Some(value), None) => decoded(value).map_or(Typed::Unreadable, Typed::Value),
        (Some(_), Some(_)) => Typed::Unreadable,
    }
}

/// Strictly, where the usual decoders put U+FFFD for what they cannot read.
fn decoded(value: &[u8]) -> Option<SecretString> {
    let spaced: Vec<u8> = value
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    Some(percent_decode(&spaced).decode_utf8().ok()?.into_owned().into())
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn typed(form: &str) -> Option<String> {
        match value(form.as_bytes(), "password") {
            Typed::Value(password) => Some(password.expose_secret().to_owned()),
            Typed::Unreadable => None,
        }
    }

    #[test]
    fn the_password_is_read_as_browsers_write_it() {
        assert_eq!(
            typed("password=four+short%20words+%2B%26%3D%25").unwrap(),
            "four short words +&=%"
        );
        assert_eq!(typed("other=x&password=%C3%A9").unwrap(), "é");
        assert_eq!(typed("password=").unwrap(), "");
        assert_eq!(typed("").unwrap(), "");
        assert_eq!(typed("passwords=x&password").unwrap(), "");
    }

    #[test]
    fn what_cannot_be_read_for_certain_is_not_guessed() {
        assert_eq!(typed("password=%FF%FE"), None);
        assert_eq!(typed("password=a&password=b"), None);
    }
}
