use caseless::Caseless;
use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};
use unicode_normalization::UnicodeNormalization;

/// The text without white space at its ends, in Unicode Normalization Form C.
pub(crate) fn trimmed_nfc(text: &str) -> String {
    text.trim().nfc().collect()
}

/// Characters which turn the direction of the text around them until they are closed (UAX #9): embeddings, overrides
/// and isolates. Left open in a name, they would turn the sentence it stands in.
pub(crate) fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Every character with the property `Bidi_Control`: those above and the three invisible direction marks.
pub(crate) fn is_bidi_control(character: char) -> bool {
    turns_direction(character) || matches!(character, '\u{061C}' | '\u{200E}' | '\u{200F}')
}

/// Control characters, and the two line breaks that Unicode does not count among them.
pub(crate) fn is_control(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

/// Whether a character is invisible by nature (`Default_Ignorable_Code_Point`).
pub(crate) fn is_ignorable(character: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
}

/// Whether nothing is to be seen of a character: white space, what is invisible by nature, and the braille pattern without a
/// dot.
pub(crate) fn is_unseen(character: char) -> bool {
    character.is_whitespace() || is_ignorable(character) || character == '\u{2800}'
}

/// Whether nothing of the text can be seen.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(is_unseen)
}

/// Whether a code point is no character and never will be one (The Unicode Standard, section 23.7), such as U+FFFE.
pub(crate) fn is_noncharacter(character: char) -> bool {
    let code_point = u32::from(character);
    code_point & 0xFFFE == 0xFFFE || matches!(character, '\u{FDD0}'..='\u{FDEF}')
}

/// `toNFKC_Casefold(NFD(text))` (The Unicode Standard, section 3.13, D147): equal for texts that differ only in case, in
/// compatible forms of the same character, or in invisible characters.
///
/// Repeated until nothing changes, so that folding what is folded never makes another key, whichever versions of
/// Unicode the tables beneath it are of.
pub(crate) fn nfkc_casefold(text: &str) -> String {
    until_stable(text, |text| {
        text.nfd()
            .filter(|character| !is_ignorable(*character))
            .default_case_fold()
            .nfkc()
            .collect()
    })
}

/// Applies `step` until it changes nothing.
pub(crate) fn until_stable(text: &str, step: impl Fn(&str) -> String) -> String {
    let mut current = step(text);
    loop {
        let next = step(&current);
        if next == current {
            return current;
        }
        current = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folding_follows_the_standard() {
        for (text, folded) in [
            ("ADA", "ada"),
            ("Straße", "strasse"),
            ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
            ("ﬁ", "fi"),
            ("Ａｄａ", "ada"),
            ("K", "k"),
            ("İ", "i\u{307}"),
            ("a\u{AD}d\u{200B}a\u{FE0F}", "ada"),
            ("\u{1E9E}", "ss"),
            ("ᾳ", "αι"),
            ("\u{3164}", ""),
        ] {
            assert_eq!(nfkc_casefold(text), folded, "{text:?}");
        }
    }

    #[test]
    fn folding_any_single_character_twice_changes_nothing_more() {
        // Every plane that has characters with a case or another form.
        for character in ('\0'..='\u{3FFFF}').chain('\u{E0000}'..='\u{E0FFF}') {
            let folded = nfkc_casefold(&character.to_string());
            assert_eq!(nfkc_casefold(&folded), folded, "U+{:04X}", u32::from(character));
        }
    }

    proptest! {
        #[test]
        fn folding_is_idempotent_and_blind_to_case_and_form(text in any::<String>()) {
            let folded = nfkc_casefold(&text);
            prop_assert_eq!(nfkc_casefold(&folded), folded.clone());
            for same in [text.nfc().collect::<String>(), text.nfd().collect(), text.nfkc().collect(), text.nfkd().collect()] {
                prop_assert_eq!(nfkc_casefold(&same), folded.clone());
            }
            let cased: String = text.nfd().default_case_fold().collect();
            prop_assert_eq!(nfkc_casefold(&cased), folded.clone());
            prop_assert!(!folded.chars().any(is_ignorable));
        }

        #[test]
        fn a_blank_text_shows_nothing(text in "[ \u{200B}\u{3164}\u{2060}\u{FE0F}\u{3000}\u{2800}]*", letter in "\\p{L}") {
            prop_assert!(is_blank(&text));
            prop_assume!(!is_unseen(letter.chars().next().unwrap()));
            prop_assert!(!is_blank(&(text + &letter)));
        }
    }
}
