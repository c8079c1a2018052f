use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::characters::{is_bidi_control, is_control, is_unseen, trimmed_nfc};

mod joiners;
mod local;
mod pasted;
mod problem;

pub use pasted::pasted_address;
pub use problem::AddressProblem;

/// RFC 5321, section 4.5.3.1.3: a path is 256 octets with its brackets.
const MAX_OCTETS: usize = 254;

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
    /// Reads an address that is to be kept. What is invisible around it is not part of it. Whatever is accepted can be
    /// written into a mail's envelope (RFC 6531).
    pub(crate) fn parse(text: &str) -> Result<Self, AddressProblem> {
        let address = Self::kept(text)?;
        if joiners::has_invisible(&address.text) {
            return Err(AddressProblem::InvalidCharacters);
        }
        let local = address.text.rsplit_once('@').map_or("", |(local, _)| local);
        let folded = address.key.rsplit_once('@').map_or("", |(folded, _)| folded);
        if local::has_clear_atoms(local) && local::has_clear_atoms(folded) {
            Ok(address)
        } else {
            Err(AddressProblem::LocalPart)
        }
    }

    /// Reads an address by the rules of every earlier version: to find whose it is, and to write to it. Addresses were
    /// kept by these rules, and whoever has one goes on signing in with it.
    pub(crate) fn kept(text: &str) -> Result<Self, AddressProblem> {
        let text = trimmed_nfc(text.trim_matches(is_unseen));
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
        let folded = local::fold(local)?;
        let domain = ascii_domain(domain)?;
        let mailbox = format!("{local}@{domain}");
        let key = format!("{folded}@{domain}");
        if mailbox.len() > MAX_OCTETS || key.len() > MAX_OCTETS {
            return Err(AddressProblem::TooLong);
        }
        Ok(Self { text, mailbox, key })
    }
}

/// Unassigned code points are refused too: a later version of Unicode may fold them, and a key never changes.
fn is_refused(character: char) -> bool {
    is_control(character)
        || is_bidi_control(character)
        || character.is_whitespace()
        || matches!(
            character.general_category(),
            GeneralCategory::Unassigned | GeneralCategory::PrivateUse
        )
}

/// A space within quotation marks is better called what it is.
fn refused_characters(text: &str) -> AddressProblem {
    let only_spaces = text
        .chars()
        .filter(|character| is_refused(*character))
        .all(|character| character == ' ');
    if only_spaces && text.starts_with('"') {
        AddressProblem::QuotedLocalPart
    } else {
        AddressProblem::InvalidCharacters
    }
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
        .to_ascii(
            domain.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::CheckFirstLast,
            DnsLength::Verify,
        )
        .map_err(|_| AddressProblem::Domain)?;
    // No top-level domain is all digits (RFC 3696, section 2): this is an IPv4 address without its brackets.
    let last_label = ascii.rsplit('.').next().unwrap_or_default();
    if last_label.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AddressProblem::AddressLiteral);
    }
    Ok(ascii.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> AddressProblem {
        Address::parse(text).map(|address| address.text).expect_err(text)
    }

    #[test]
    fn what_is_no_address_is_told_apart() {
        let cases: &[(&str, AddressProblem)] = &[
            ("", AddressProblem::Required),
            (" \t\r\n\u{3000}", AddressProblem::Required),
            ("ada", AddressProblem::Shape),
            ("@example.com", AddressProblem::Shape),
            ("ada@", AddressProblem::Shape),
            ("ada@lovelace@example.com", AddressProblem::Shape),
            ("ada＠example.com", AddressProblem::Shape),
            ("\"ada\"@example.com", AddressProblem::QuotedLocalPart),
            ("\"ada lovelace\"@example.com", AddressProblem::QuotedLocalPart),
            ("ada lovelace@example.com", AddressProblem::InvalidCharacters),
            ("ada\u{A0}lovelace@example.com", AddressProblem::InvalidCharacters),
            ("ada\0@example.com", AddressProblem::InvalidCharacters),
            (
                "ada@example.com\r\nBcc: eve@example.com",
                AddressProblem::InvalidCharacters,
            ),
            ("ada\u{2028}@example.com", AddressProblem::InvalidCharacters),
            ("ada\u{202E}@example.com", AddressProblem::InvalidCharacters),
            ("ada\u{200F}@example.com", AddressProblem::InvalidCharacters),
            ("ada\u{FFFF}@example.com", AddressProblem::InvalidCharacters),
            ("ada\u{E000}@example.com", AddressProblem::InvalidCharacters),
            (".ada@example.com", AddressProblem::LocalPart),
            ("ada.@example.com", AddressProblem::LocalPart),
            ("ada..lovelace@example.com", AddressProblem::LocalPart),
            ("ada,eve@example.com", AddressProblem::LocalPart),
            ("Ada<ada@example.com", AddressProblem::LocalPart),
            ("ada@[192.0.2.1]", AddressProblem::AddressLiteral),
            ("ada@[IPv6:2001:db8::1]", AddressProblem::AddressLiteral),
            ("ada@192.0.2.1", AddressProblem::AddressLiteral),
            ("ada@１９２.0.2.1", AddressProblem::AddressLiteral),
            ("ada@example..com", AddressProblem::Domain),
            ("ada@.example.com", AddressProblem::Domain),
            ("ada@example.com.", AddressProblem::Domain),
            ("ada@-example.com", AddressProblem::Domain),
            ("ada@exam_ple.com", AddressProblem::Domain),
            ("ada@example.com>", AddressProblem::Domain),
            ("ada@exa／mple.com", AddressProblem::Domain),
            ("ada@\u{301}.com", AddressProblem::Domain),
            ("a\u{200B}da@example.com", AddressProblem::InvalidCharacters),
            ("ada@exam\u{AD}ple.com", AddressProblem::InvalidCharacters),
            ("a\u{3164}da@example.com", AddressProblem::InvalidCharacters),
            ("a\u{FEFF}da@example.com", AddressProblem::InvalidCharacters),
            ("a\u{FE0F}da@example.com", AddressProblem::InvalidCharacters),
            ("a\u{2800}da@example.com", AddressProblem::InvalidCharacters),
            ("a\u{200D}da@example.com", AddressProblem::InvalidCharacters),
            ("a\u{200C}da@example.com", AddressProblem::InvalidCharacters),
            ("o’brien@example.com", AddressProblem::LocalPart),
            ("x–y@example.com", AddressProblem::LocalPart),
            ("\u{301}ada@example.com", AddressProblem::LocalPart),
            ("ada.\u{301}b@example.com", AddressProblem::LocalPart),
        ];
        for (text, expected) in cases {
            assert_eq!(problem(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn a_compatible_form_of_a_special_character_is_refused_where_it_would_become_one() {
        for text in [
            "eve＠example.com@example.org",
            "．ada@example.com",
            "ada．．b@example.com",
            "⑴@example.com",
        ] {
            assert!(
                matches!(problem(text), AddressProblem::LocalPart | AddressProblem::Shape),
                "{text}"
            );
        }
        assert_eq!(
            problem("\u{200B}@example.com"),
            AddressProblem::Shape,
            "nothing is left of it"
        );
    }

    #[test]
    fn ordinary_and_internationalised_addresses_pass_as_typed() {
        for text in [
            "ada@localhost",
            "Ada.Lovelace+roster@Example.COM",
            "o'brien_{x}=~!#$%&*/?^`|-@a-b.example",
            "δοκιμή@παράδειγμα.δοκιμή",
            "用户@例子.广告",
            "احمد@مثال.إختبار",
            "zoë@r3---sn.example",
            "1@2.x3",
            "उपयोगकर्ता@example.com",
            "தமிழ்@example.com",
            "ผู้ใช้@example.com",
            "क्\u{200D}ष@example.com",
            "نامه\u{200C}ای@example.com",
            "🐨@example.com",
        ] {
            assert_eq!(Address::parse(&format!(" {text}\n")).expect(text).text, text);
        }
    }

    #[test]
    fn what_is_invisible_around_an_address_is_not_part_of_it() {
        for text in [
            "ada@example.com\u{200B}",
            "\u{FEFF}ada@example.com",
            "\u{202A}ada@example.com\u{202C}",
            " \u{200B} ada@example.com\u{2060}\n",
        ] {
            assert_eq!(Address::parse(text).expect(text).text, "ada@example.com", "{text:?}");
        }
    }

    #[test]
    fn what_was_kept_by_earlier_rules_is_still_found() {
        let key = |text| Address::kept(text).unwrap().key;
        assert_eq!(key("a\u{AD}da@example.com"), "ada@example.com");
        assert_eq!(key("o’brien@example.com"), "o’brien@example.com");
    }

    #[test]
    fn the_mailbox_has_an_ascii_domain() {
        assert_eq!(
            Address::parse("Zoë@Bücher.example").unwrap().mailbox,
            "Zoë@xn--bcher-kva.example"
        );
        assert_eq!(
            Address::parse("ada@例子。广告").unwrap().mailbox,
            "ada@xn--fsqu00a.xn--4rr70v"
        );
    }

    #[test]
    fn lengths_are_limited_in_octets_and_inclusively() {
        let domain = |octets: usize| {
            let tail = format!("{0}.{0}.", "d".repeat(63));
            format!("{tail}{}", "e".repeat(octets - tail.len()))
        };
        let local = "l".repeat(64);
        assert!(Address::parse(&format!("{local}@{}", domain(189))).is_ok());
        assert_eq!(problem(&format!("{local}@{}", domain(190))), AddressProblem::TooLong);
        assert_eq!(problem(&format!("{local}l@example.com")), AddressProblem::TooLong);
        assert!(Address::parse(&format!("{}@example.com", "é".repeat(32))).is_ok());
        assert_eq!(
            problem(&format!("{}@example.com", "é".repeat(33))),
            AddressProblem::TooLong
        );
        assert!(
            Address::parse(&format!("{}@example.com", "e\u{301}".repeat(32))).is_ok(),
            "counted in NFC"
        );
        assert_eq!(problem(&format!("ada@{}.com", "d".repeat(64))), AddressProblem::Domain);
    }

    #[test]
    fn a_domain_too_long_for_the_wire_is_refused_though_it_is_short_as_typed() {
        let label = format!("ü{}", "d".repeat(50));
        let domain = [label.as_str(); 4].join(".");
        assert!(Address::parse(&format!("ada@{domain}")).is_ok());
        let typed = format!("{}@{domain}", "l".repeat(20));
        assert!(typed.len() <= MAX_OCTETS);
        assert_eq!(problem(&typed), AddressProblem::TooLong);

        // Here the key would fit, because its local part is shorter than the one that goes on the wire.
        let domain = format!("{label}.{label}.{label}.{}", "e".repeat(30));
        let typed = format!("{}@{domain}", "ẞ".repeat(20));
        assert!(typed.len() <= MAX_OCTETS);
        assert_eq!(problem(&typed), AddressProblem::TooLong);
    }

    #[test]
    fn a_key_is_no_longer_than_an_address() {
        let local = "ŉ".repeat(32);
        let domain = [["d".repeat(59).as_str(); 3].join("."), "example".to_owned()].join(".");
        assert!(local.len() + 1 + domain.len() <= MAX_OCTETS);
        assert_eq!(
            problem(&format!("{local}@{domain}")),
            AddressProblem::TooLong,
            "each folds into two characters"
        );
        assert!(Address::parse(&format!("{local}@example.com")).is_ok());
    }

    #[test]
    fn every_problem_says_what_to_do() {
        for problem in [
            AddressProblem::Required,
            AddressProblem::TooLong,
            AddressProblem::Domain,
        ] {
            assert!(problem.message().ends_with('.'));
            assert_eq!(problem.to_string(), problem.message());
        }
        assert_eq!(AddressProblem::QuotedLocalPart.code(), "invalid-address");
        assert_eq!(AddressProblem::InvalidCharacters.code(), "invalid-characters");
    }
}
