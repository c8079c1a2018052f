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
        Ok(Self { text: address.text, key: LoginKey(address.key) })
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
