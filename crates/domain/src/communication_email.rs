use std::fmt;

use crate::{AddressProblem, address::Address};

/// Where invitations, alerts and notices are sent. Signs nobody in, and may belong to several users.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CommunicationEmail {
    text: String,
    mailbox: String,
    key: String,
}

impl CommunicationEmail {
    /// Reads an address as a person typed it; it may be internationalised (RFC 6531).
    pub fn parse(text: &str) -> Result<Self, AddressProblem> {
        Address::parse(text).map(Self::from)
    }

    /// Reads an address that was kept, maybe by the rules of an earlier version.
    pub fn kept(text: &str) -> Result<Self, AddressProblem> {
        Address::kept(text).map(Self::from)
    }

    /// As it was typed, trimmed, in NFC.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The form for a mail's envelope and headers, with the domain as A-labels. All ASCII unless the local part is not.
    pub fn mailbox(&self) -> &str {
        &self.mailbox
    }

    /// Whether mail to both very likely reaches the same place: they differ at most in case and form.
    pub fn same_mailbox(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl From<Address> for CommunicationEmail {
    fn from(Address { text, mailbox, key }: Address) -> Self {
        Self { text, mailbox, key }
    }
}

impl fmt::Debug for CommunicationEmail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CommunicationEmail({:?})", self.text)
    }
}

impl fmt::Display for CommunicationEmail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_kept_as_typed_with_a_form_for_the_wire() {
        let email = CommunicationEmail::parse(" Zoë@Bücher.example ").unwrap();
        assert_eq!(email.as_str(), "Zoë@Bücher.example");
        assert_eq!(email.mailbox(), "Zoë@xn--bcher-kva.example");
        assert_eq!(email.to_string(), email.as_str());
    }

    #[test]
    fn case_alone_makes_no_other_mailbox() {
        let parse = |text| CommunicationEmail::parse(text).unwrap();
        assert!(parse("Ada@Example.com").same_mailbox(&parse("ada@example.com")));
        assert!(!parse("ada@example.com").same_mailbox(&parse("eve@example.com")));
    }
}
