use std::fmt;

use crate::{AddressProblem, address::Address};

/// What a user signs in with: an address, and the key by which it is unique on the whole platform.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct LoginEmail {
    text: String,
    key: LoginKey,
}

/// The canonical key of a login email: the local part's NFKC_Casefold, an @, the domain as UTS #46 A-labels.
///
/// Two addresses with the same key are the same login. No mail provider's habits are applied: dots and `+tags` count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LoginKey(String);

impl LoginKey {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl LoginEmail {
    /// Reads an address as a person typed it.
    pub fn parse(text: &str) -> Result<Self, AddressProblem> {
        let address = Address::parse(text)?;
        Ok(Self {
            text: address.text,
            key: LoginKey(address.key),
        })
    }

    /// The key of an address that someone shows to say who they are. More is taken for an address than by [`Self::parse`]:
    /// logins that were given out by earlier rules remain.
    pub fn presented_key(text: &str) -> Option<LoginKey> {
        Address::kept(text).ok().map(|address| LoginKey(address.key))
    }

    /// As it was typed, trimmed, in NFC.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The canonical key, as it is stored under the unique index.
    pub fn key(&self) -> &str {
        self.key.as_str()
    }

    pub fn into_key(self) -> LoginKey {
        self.key
    }
}

impl fmt::Debug for LoginEmail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "LoginEmail({:?})", self.text)
    }
}

impl fmt::Display for LoginEmail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn key(text: &str) -> String {
        LoginEmail::parse(text).expect(text).key().to_owned()
    }

    #[test]
    fn addresses_that_count_as_the_same_have_one_key() {
        let same: &[&[&str]] = &[
            &[
                "ada@example.com",
                " ADA@Example.COM\t",
                "Ａｄａ@example.com",
                "\u{FEFF}ada@example.com\u{200B}",
                "ada@example。com",
            ],
            &[
                "zoë@bücher.example",
                "ZOE\u{308}@BU\u{308}CHER.example",
                "Zoë@xn--bcher-kva.EXAMPLE",
            ],
            &["straße@straße.example", "STRASSE@xn--strae-oqa.example"],
        ];
        for texts in same {
            for text in *texts {
                assert_eq!(key(text), key(texts[0]), "{text}");
            }
        }
    }

    #[test]
    fn a_login_of_earlier_rules_still_has_its_key() {
        let kept = LoginEmail::presented_key("a\u{AD}da@example.com").unwrap();
        assert_eq!(kept.as_str(), "ada@example.com");
        assert!(LoginEmail::parse("a\u{AD}da@example.com").is_err());
        assert_eq!(LoginEmail::presented_key("ada"), None);
    }

    #[test]
    fn no_providers_habits_are_applied() {
        let keys = [
            "adalove@gmail.com",
            "ada.love@gmail.com",
            "adalove+x@gmail.com",
            "adalove@googlemail.com",
        ]
        .map(key);
        for (index, one) in keys.iter().enumerate() {
            assert!(!keys[index + 1..].contains(one), "{one}");
        }
        assert_ne!(key("zoe@example.com"), key("zoë@example.com"), "accents count");
    }

    #[test]
    fn what_was_typed_is_kept_in_nfc() {
        let email = LoginEmail::parse("  Zoe\u{308}@Example.COM ").unwrap();
        assert_eq!(email.as_str(), "Zoë@Example.COM");
        assert_eq!(email.key(), "zoë@example.com");
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(local in "[\\p{L}\\p{N}\\p{M}\\p{S}._+-]{1,12}", domain in "[\\p{L}\\p{N}.-]{1,12}") {
            if let Ok(email) = LoginEmail::parse(&format!("{local}@{domain}")) {
                let again = LoginEmail::parse(email.key());
                prop_assert_eq!(again.map(LoginEmail::into_key), Ok(email.clone().into_key()));
            }
        }

        #[test]
        fn case_and_form_do_not_matter(local in "[a-zA-Z0-9àÉßœŒñﬁ＋Ω]{1,20}", domain in "[a-z]([a-zé]{0,10}[a-z])?") {
            let text = format!("{local}@{domain}.example");
            let expected = key(&text);
            prop_assert_eq!(key(&text.to_lowercase()), expected.clone());
            prop_assert_eq!(key(&text.to_uppercase()), expected.clone());
            prop_assert_eq!(key(&text.nfd().collect::<String>()), expected.clone());
            prop_assert_eq!(key(&format!(" {text}\n")), expected);
        }

        #[test]
        fn whatever_is_parsed_is_fit_to_be_sent_to(text in "\\PC{0,8}@\\PC{0,8}") {
            if let Ok(email) = LoginEmail::parse(&text) {
                prop_assert_eq!(LoginEmail::parse(email.as_str()), Ok(email.clone()));
                prop_assert_eq!(email.key().matches('@').count(), 1);
                prop_assert!(!email.key().chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;:\"()[]\\".contains(c)));
                prop_assert!(email.key().rsplit('@').next().unwrap().is_ascii());
            }
        }
    }
}
