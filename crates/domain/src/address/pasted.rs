use percent_encoding::percent_decode_str;

use crate::characters::{is_unseen, until_stable};

/// What stands after an address in a list or a sentence.
const TRAILING: &[char] = &[';', ',', '.'];

/// Pairs that are put around an address.
const PAIRS: &[(char, char)] = &[
    ('"', '"'),
    ('\'', '\''),
    ('(', ')'),
    ('[', ']'),
    ('“', '”'),
    ('‘', '’'),
    ('«', '»'),
];

/// The address within what someone pasted into a field for one: `Max <max@example.com>`, ` max@example.com;`,
/// `mailto:max@example.com?subject=…`. Where it is not clear which address is meant, the text stays as it is.
pub fn pasted_address(text: &str) -> String {
    until_stable(text, |text| {
        let text = trimmed(text);
        let text = within_angles(text).unwrap_or(text);
        linked(text).unwrap_or_else(|| within_pair(text).to_owned())
    })
}

fn trimmed(text: &str) -> &str {
    let text = text.trim_matches(is_unseen);
    text.trim_end_matches(|character| TRAILING.contains(&character) || is_unseen(character))
}

/// Of `Name <address>`, the address. Two such are two addresses.
fn within_angles(text: &str) -> Option<&str> {
    let (before, address) = text.strip_suffix('>')?.rsplit_once('<')?;
    let is_one = !before.contains(['<', '>', '@']) && !address.contains('>');
    is_one.then_some(address)
}

/// The address that a link opens a mail to (RFC 6068).
fn linked(text: &str) -> Option<String> {
    const SCHEME: &str = "mailto:";
    let scheme = text.get(..SCHEME.len())?;
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return None;
    }
    let address = text[SCHEME.len()..].split('?').next().unwrap_or_default();
    Some(percent_decode_str(address).decode_utf8_lossy().into_owned())
}

fn within_pair(text: &str) -> &str {
    let inner = PAIRS
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    inner.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::address::Address;

    #[test]
    fn the_address_is_found_in_what_was_pasted() {
        for text in [
            "max@example.com",
            " max@example.com;",
            "max@example.com,\n",
            "max@example.com.",
            "Max <max@example.com>",
            "\"Muster, Max\" <max@example.com>;",
            "<max@example.com>",
            "Max<mailto:max@example.com>",
            "mailto:max@example.com",
            "MAILTO:max@example.com?subject=Hello&cc=eve@example.com",
            "mailto:max%40example.com",
            "<mailto:max@example.com>",
            "'max@example.com'",
            "(max@example.com)",
            "“max@example.com”",
            "\u{FEFF}max@example.com\u{200B};",
        ] {
            assert_eq!(pasted_address(text), "max@example.com", "{text:?}");
        }
    }

    #[test]
    fn what_may_be_several_addresses_stays() {
        for text in [
            "max@example.com; eve@example.com",
            "Max <max@example.com>; Eve <eve@example.com>",
            "mailto:max@example.com,eve@example.com",
            "max@example.com <eve@example.com>",
        ] {
            let read = pasted_address(text);
            assert!(read.contains("max@") && read.contains("eve@"), "{read}");
            assert!(Address::parse(&read).is_err());
        }
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        assert_eq!(pasted_address("  "), "");
        assert_eq!(pasted_address("ada"), "ada");
        assert_eq!(pasted_address("mailto:"), "");
    }

    proptest! {
        #[test]
        fn an_address_is_left_as_it_is(text in "\\PC{1,8}@\\PC{1,8}") {
            if let Ok(address) = Address::parse(&text) {
                let read = Address::parse(&pasted_address(&text));
                prop_assert_eq!(read.map(|read| read.text), Ok(address.text));
            }
        }

        #[test]
        fn any_text_can_be_read(text in any::<String>()) {
            let read = pasted_address(&text);
            prop_assert_eq!(pasted_address(&read), read);
        }
    }
}
