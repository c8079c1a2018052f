use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::characters::{is_bidi_control, is_control, nfkc_casefold, trimmed_nfc};

/// RFC 5321, section 4.5.3.1.3: a path is 256 octets with its brackets.
const MAX_OCTETS: usize = 254;
/// RFC 5321, section 4.5.3.1.1.
const MAX_LOCAL_OCTETS: usize = 64;

/// Why a text is not an address that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.message())]
pub enum AddressProblem {
    /// Nothing but white space.
    Required,
    /// Over 254 octets, or over 64 before the @.
    TooLong,
    /// Spaces, control characters, characters that turn the text's direction, or not characters at all.
    InvalidCharacters,
    /// Not one @ between two parts.
    Shape,
    /// A quoted local part, such as `"a b"@example.com` (RFC 5321, section 4.1.2).
    QuotedLocalPart,
    /// A local part that is not words joined by single dots.
    LocalPart,
    /// A network address where the domain should be, such as `[192.0.2.1]`.
    AddressLiteral,
    /// A domain that is no valid name (UTS #46).
    Domain,
}

impl AddressProblem {
    /// The field error's code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong => "too-long",
            Self::InvalidCharacters => "invalid-characters",
            Self::Shape | Self::QuotedLocalPart | Self::LocalPart | Self::AddressLiteral | Self::Domain => {
                "invalid-address"
            }
        }
    }

    /// In English: what to do.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Required => "Enter an email address.",
            Self::TooLong => "Enter an email address of at most 254 bytes, with at most 64 before the @.",
            Self::InvalidCharacters => "Enter the email address without spaces, control or invisible characters.",
            Self::Shape => "Enter an email address with one @, such as name@example.com.",
            Self::QuotedLocalPart => "Enter an email address without quotation marks.",
            Self::LocalPart => "Check the part before the @: letters, digits and signs such as - and _, with single dots between.",
            Self::AddressLiteral => "Enter an email address with a domain name, not a network address, after the @.",
            Self::Domain => "Check the domain after the @, such as example.com.",
        }
    }
}

/// An address that was found in order, with the forms derived from it on the way.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    /// As typed, trimmed, in NFC.
    pub text: String,
    /// The same with its domain as A-labels: what the domain name system and most mail servers understand.
    pub mailbox: String,
    /// NFKC_Casefold of the local part, then the domain as A-labels: equal for addresses that count as the same.
    pub key: String,
}

impl Address {
    pub(crate) fn parse(text: &str) -> Result<Self, AddressProblem> {
        let text = trimmed_nfc(text);
        if text.is_empty() {
            return Err(AddressProblem::Required);
        }
        if text.len() > MAX_OCTETS {
            return Err(AddressProblem::TooLong);
        }
        if text.chars().any(is_refused) {
            return Err(refused_characters(&text));
        }
        let (local, domain) = text.rsplit_once('@').ok_or(AddressProblem::Shape)?;
        let folded = fold_local(local)?;
        let domain = ascii_domain(domain)?;
        let mailbox = format!("{local}@{domain}");
        let key = format!("{folded}@{domain}");
        if mailbox.len() > MAX_OCTETS || key.len() > MAX_OCTETS {
            return Err(AddressProblem::TooLong);
        }
        Ok(Self { mailbox, key, text })
    }
}

/// Unassigned code points are refused too: a later version of Unicode may fold them, and a key never changes.
fn is_refused(character: char) -> bool {
    is_control(character)
        || is_bidi_control(character)
        || character.is_whitespace()
        || matches!(character.general_category(), GeneralCategory::Unassigned | GeneralCategory::PrivateUse)
}

/// A space within quotation marks is better called what it is.
fn refused_characters(text: &str) -> AddressProblem {
    let only_spaces = text.chars().filter(|character| is_refused(*character)).all(|character| character == ' ');
    if only_spaces && text.starts_with('"') { AddressProblem::QuotedLocalPart } else { AddressProblem::InvalidCharacters }
}

/// Checks a local part and gives its NFKC_Casefold.
///
/// The folded form has to pass as well: a compatible form of a special character, such as the full-width `＠` or
/// `．`, would else become one in the key, where `a＠b@c` and `a@b@c` cannot be told apart.
fn fold_local(local: &str) -> Result<String, AddressProblem> {
    if local.is_empty() {
        return Err(AddressProblem::Shape);
    }
    if local.starts_with('"') {
        return Err(AddressProblem::QuotedLocalPart);
    }
    if local.contains('@') {
        return Err(AddressProblem::Shape);
    }
    if local.len() > MAX_LOCAL_OCTETS {
        return Err(AddressProblem::TooLong);
    }
    let folded = nfkc_casefold(local);
    if is_dot_atom(local) && is_dot_atom(&folded) { Ok(folded) } else { Err(AddressProblem::LocalPart) }
}

/// RFC 5322, section 3.2.3, with the letters of RFC 6532.
fn is_dot_atom(text: &str) -> bool {
    text.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_character))
}

fn is_atom_character(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || "!#$%&'*+-/=?^_`{|}~".contains(character)
        || (!character.is_ascii() && !is_refused(character))
}

/// The domain as lower-case A-labels (UTS #46, non-transitional, with the letters-digits-hyphen rule).
fn ascii_domain(domain: &str) -> Result<String, AddressProblem> {
    if domain.is_empty() {
        return Err(AddressProblem::Shape);
    }
    if domain.starts_with('[') {
        return Err(AddressProblem::AddressLiteral);
    }
    let ascii = Uts46::new()
        .to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify)
        .map_err(|_| AddressProblem::Domain)?;
    // No top-level domain is all digits (RFC 3696, section 2): this is an IPv4 address without its brackets.
    let last_label = ascii.rsplit('.').next().unwrap_or_default();
    if last_label.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AddressProblem::AddressLiteral);
    }
    Ok(ascii.into_owned())
}
