use icu_properties::{CodePointMapData, props::JoiningType};
use unicode_normalization::char::canonical_combining_class;

use crate::characters::is_unseen;

const NON_JOINER: char = '\u{200C}';
const JOINER: char = '\u{200D}';
/// The combining class of the signs that take a consonant's vowel away.
const VIRAMA: u8 = 9;

/// Whether a text has a character that cannot be seen. The two joiners are letters' business where they change how their
/// neighbours are written (RFC 5892, appendix A.1 and A.2: CONTEXTJ), and only there.
pub(super) fn has_invisible(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    characters.iter().enumerate().any(|(at, character)| {
        let (before, after) = (&characters[..at], &characters[at + 1..]);
        match *character {
            JOINER => !follows_virama(before),
            NON_JOINER => !follows_virama(before) && !parts_joined_letters(before, after),
            other => is_unseen(other),
        }
    })
}

fn follows_virama(before: &[char]) -> bool {
    before
        .last()
        .is_some_and(|character| canonical_combining_class(*character) == VIRAMA)
}

/// Whether the letters around it would be written joined without it.
fn parts_joined_letters(before: &[char], after: &[char]) -> bool {
    let left = nearest_joining(before.iter().rev());
    let right = nearest_joining(after.iter());
    matches!(left, Some(JoiningType::LeftJoining | JoiningType::DualJoining))
        && matches!(right, Some(JoiningType::RightJoining | JoiningType::DualJoining))
}

/// How the nearest of the characters joins that is no mark on another one.
fn nearest_joining<'a>(mut characters: impl Iterator<Item = &'a char>) -> Option<JoiningType> {
    let joining = CodePointMapData::<JoiningType>::new();
    characters.find_map(|character| Some(joining.get(*character)).filter(|kind| *kind != JoiningType::Transparent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joiners_are_taken_where_they_change_what_is_seen() {
        for seen in ["क्\u{200D}ष", "क्\u{200C}ष", "نامه\u{200C}ای", "بي\u{64E}\u{200C}بي"] {
            assert!(!has_invisible(seen), "{seen:?}");
        }
    }

    #[test]
    fn joiners_are_refused_elsewhere() {
        for unseen in [
            "a\u{200D}b",
            "a\u{200C}b",
            "\u{200D}क",
            "ا\u{200C}ب",
            "نامه\u{200D}ای",
            "👩\u{200D}💻",
        ] {
            assert!(has_invisible(unseen), "{unseen:?}");
        }
    }
}
