//! What a password has to be (NIST SP 800-63B-4, section 3.1.1).

mod common;
mod guesses;
mod personal;

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;

pub use personal::PersonalWords;

/// The fewest code points: it is the only factor.
const MIN_CODE_POINTS: usize = 15;
/// The most code points.
const MAX_CODE_POINTS: usize = 256;

/// Why a password cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.message())]
pub enum PasswordProblem {
    Required,
    /// Under 15 code points.
    TooShort,
    /// Over 256 code points.
    TooLong,
    /// On the list of common ones, one of them repeated or with digits added, or guessed in fewer than 100 million tries by who
    /// knows how passwords are chosen.
    TooCommon,
    /// Made only of the user's names and addresses, the account's name, digits and separators, or of some of these.
    Personal,
}

impl PasswordProblem {
    /// The field error's code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooShort => "too-short",
            Self::TooLong => "too-long",
            Self::TooCommon => "too-common",
            Self::Personal => "personal",
        }
    }

    /// In English: what to do.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Required => "Enter a password.",
            Self::TooShort => "Use 15 characters or more. Several words in a row are easy to remember.",
            Self::TooLong => "Use at most 256 characters.",
            Self::TooCommon => "This password is easy to guess. Use several unrelated words instead.",
            Self::Personal => {
                "Do not make the password of names, addresses, digits and signs only. Add some unrelated words."
            }
        }
    }
}

/// A password that may be set, in NFC.
#[derive(Clone)]
pub struct NewPassword(SecretString);

impl NewPassword {
    /// Reads a password as it was typed or pasted. Nothing is trimmed: every character counts.
    pub fn parse(raw: &str, personal: &PersonalWords) -> Result<Self, PasswordProblem> {
        let password = presented(raw);
        check(password.expose_secret(), personal)?;
        Ok(Self(password))
    }

    /// What is to be hashed.
    pub fn secret(&self) -> &SecretString {
        &self.0
    }

    pub fn into_secret(self) -> SecretString {
        self.0
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("NewPassword(redacted)")
    }
}

/// A password given to sign in with: in NFC as the one that was set, and not judged otherwise.
pub fn presented(raw: &str) -> SecretString {
    raw.nfc().collect::<String>().into()
}

fn check(password: &str, personal: &PersonalWords) -> Result<(), PasswordProblem> {
    match password.chars().count() {
        0 => return Err(PasswordProblem::Required),
        1..MIN_CODE_POINTS => return Err(PasswordProblem::TooShort),
        MIN_CODE_POINTS..=MAX_CODE_POINTS => {}
        _ => return Err(PasswordProblem::TooLong),
    }
    if common::is_common(password) {
        return Err(PasswordProblem::TooCommon);
    }
    if personal.compose(password) {
        return Err(PasswordProblem::Personal);
    }
    if guesses::is_soon_guessed(password, &personal.spelled()) {
        return Err(PasswordProblem::TooCommon);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
