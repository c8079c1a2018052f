//! Reads the form that comes back.

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use percent_encoding::percent_decode;
use secrecy::SecretString;

/// Room for far more than the longest password, so that one too long is told so beside its field.
const BODY_LIMIT: usize = 64 * 1024;

/// What was in the form.
#[derive(Debug)]
pub enum Typed {
    Value(SecretString),
    /// Not UTF-8, or there twice: guessing would set a password that nobody knows.
    Unreadable,
}

/// Reads the one field of a body of `application/x-www-form-urlencoded`; the status says why it is none.
pub async fn read(headers: &HeaderMap, body: Body, field: &str) -> Result<Typed, StatusCode> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let bytes = axum::body::to_bytes(body, BODY_LIMIT)
        .await
        .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
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
