use std::fmt;

use crate::characters::{is_blank, is_control, is_noncharacter, trimmed_nfc, turns_direction};

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
    /// Control characters, line breaks, characters that turn the direction of the text around them, or code points that are
    /// no characters.
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
    if name.chars().any(is_refused) {
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

fn is_refused(character: char) -> bool {
    is_control(character) || turns_direction(character) || is_noncharacter(character)
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::is_nfc;

    #[test]
    fn names_are_trimmed_and_composed() {
        assert_eq!(PersonName::parse(" \tZoe\u{308}\u{3000}").unwrap().as_str(), "Zoë");
        assert_eq!(
            AccountName::parse("Ada & Co. 😀 — Ω").unwrap().as_str(),
            "Ada & Co. 😀 — Ω"
        );
        assert_eq!(
            PersonName::parse("עדה\u{200F}").unwrap().as_str(),
            "עדה\u{200F}",
            "a mark turns nothing around it"
        );
    }

    #[test]
    fn what_cannot_be_shown_is_refused() {
        for text in [
            "",
            "   ",
            "\u{200B}",
            "\u{3164} \u{2060}",
            "\u{2800}",
            "\u{2800} \u{2800}",
        ] {
            assert_eq!(PersonName::parse(text), Err(NameProblem::Required), "{text:?}");
        }
        for text in [
            "A\0da",
            "A\nda",
            "A\u{85}da",
            "A\u{2028}da",
            "A\u{202E}da",
            "A\u{2066}da",
            "A\u{7F}",
            "\u{1B}[2J",
            "A\u{FFFE}da",
            "Ada\u{FFFF}",
            "\u{FDD0}Ada",
            "A\u{10FFFE}da",
        ] {
            assert_eq!(PersonName::parse(text), Err(NameProblem::InvalidCharacters), "{text:?}");
        }
    }

    #[test]
    fn length_is_counted_in_code_points_after_composition() {
        assert!(PersonName::parse(&"😀".repeat(100)).is_ok());
        assert!(PersonName::parse(&"e\u{301}".repeat(100)).is_ok());
        assert_eq!(PersonName::parse(&"é".repeat(101)), Err(NameProblem::TooLong));
        assert_eq!(NameProblem::TooLong.code(), "too-long");
    }

    proptest! {
        #[test]
        fn a_parsed_name_is_in_order_and_parses_to_itself(text in any::<String>()) {
            if let Ok(name) = PersonName::parse(&text) {
                let shown = name.as_str();
                prop_assert!(!shown.chars().any(is_refused));
                prop_assert!(is_nfc(shown) && shown.trim() == shown && (1..=100).contains(&shown.chars().count()));
                prop_assert_eq!(PersonName::parse(shown), Ok(name.clone()));
            }
        }

        #[test]
        fn a_forbidden_character_anywhere_within_is_found(
            before in "[a-z]{1,10}", after in "[a-z]{1,10}",
            bad in proptest::char::ranges(vec!['\0'..='\x1F', '\x7F'..='\u{9F}', '\u{202A}'..='\u{202E}', '\u{2066}'..='\u{2069}'].into()),
        ) {
            prop_assert_eq!(AccountName::parse(&format!("{before}{bad}{after}")), Err(NameProblem::InvalidCharacters));
        }
    }
}
