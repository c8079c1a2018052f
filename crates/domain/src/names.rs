use std::fmt;

use crate::characters::{is_blank, is_control, trimmed_nfc, turns_direction};

/// The most code points a name may have.
const MAX_CODE_POINTS: usize = 100;

/// Why a text is not a name that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.message())]
pub enum NameProblem {
    /// Nothing of it can be seen.
    Required,
    /// Over 100 code points.
    TooLong,
    /// Control characters, line breaks, or characters that turn the direction of the text around them.
    InvalidCharacters,
}

impl NameProblem {
    /// The field error's code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong => "too-long",
            Self::InvalidCharacters => "invalid-characters",
        }
    }

    /// In English: what to do.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Required => "Enter a name.",
            Self::TooLong => "Enter a name of at most 100 characters.",
            Self::InvalidCharacters => "Enter a name without line breaks, control or text-direction characters.",
        }
    }
}

fn parse_name(text: &str) -> Result<String, NameProblem> {
    let name = trimmed_nfc(text);
    if name.chars().any(|character| is_control(character) || turns_direction(character)) {
        return Err(NameProblem::InvalidCharacters);
    }
    if is_blank(&name) {
        return Err(NameProblem::Required);
    }
    if name.chars().count() > MAX_CODE_POINTS {
        return Err(NameProblem::TooLong);
    }
    Ok(name)
}

macro_rules! name {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Reads a name as a person typed it: trimmed, in NFC, 1 to 100 code points.
            pub fn parse(text: &str) -> Result<Self, NameProblem> {
                parse_name(text).map(Self)
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }

            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

name! {
    /// A person's first or last name.
    PersonName
}

name! {
    /// An account's name.
    AccountName
}

/// How a person is called in lists, mails and the audit log.
pub fn full_name(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}
