//! Who mails come from: `--mail-from`.

use std::str::FromStr;

use lettre::Address;
use lettre::message::Mailbox;
use roster_domain::CommunicationEmail;

use crate::texts::harmless;

/// The mailbox in `From`: `Roster <roster@example.com>`, or an address alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender(Mailbox);

/// A setting that names no mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sender is an address, such as roster@example.com, or a name before it: Roster <roster@example.com>")]
pub struct InvalidSender;

impl FromStr for Sender {
    type Err = InvalidSender;

    fn from_str(text: &str) -> Result<Self, InvalidSender> {
        let (name, address) = match text.trim().strip_suffix('>').map(|text| text.rsplit_once('<')) {
            Some(Some((name, address))) => (name.trim().trim_matches('"').trim(), address),
            Some(None) => return Err(InvalidSender),
            None => ("", text),
        };
        let address = CommunicationEmail::parse(address).map_err(|_| InvalidSender)?;
        let address: Address = address.mailbox().parse().map_err(|_| InvalidSender)?;
        if name != harmless(name) || name.contains(['<', '>']) {
            return Err(InvalidSender);
        }
        Ok(Self(Mailbox::new(
            Some(name.to_owned()).filter(|name| !name.is_empty()),
            address,
        )))
    }
}

impl Sender {
    pub fn mailbox(&self) -> &Mailbox {
        &self.0
    }

    /// The right-hand side of its Message-IDs.
    pub fn domain(&self) -> &str {
        self.0.email.domain()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, InvalidSender> {
        text.parse::<Sender>().map(|sender| sender.0.to_string())
    }

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        assert_eq!(parse("Roster <roster@localhost>").unwrap(), "Roster <roster@localhost>");
        assert_eq!(parse(" roster@example.com ").unwrap(), "roster@example.com");
        assert_eq!(parse("<roster@example.com>").unwrap(), "roster@example.com");
        assert_eq!(
            parse("\"Acme, Inc.\" <a@example.com>").unwrap(),
            "\"Acme, Inc.\" <a@example.com>"
        );
        assert_eq!(
            "Zoë <zoe@bücher.example>".parse::<Sender>().unwrap().domain(),
            "xn--bcher-kva.example"
        );
    }

    #[test]
    fn what_could_smuggle_a_header_in_is_no_sender() {
        for text in [
            "",
            "Roster",
            "Roster <>",
            "Roster <roster@a",
            "a@b@c",
            "A\r\nBcc: x@y <a@b.c>",
            "A <b@c> <d@e>",
            "a@b.c, d@e.f",
        ] {
            assert_eq!(parse(text), Err(InvalidSender), "{text:?}");
        }
    }
}
