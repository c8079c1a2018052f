//! Text as it is searched and sorted by: without regard to case and accents, the same on every database engine.

use caseless::Caseless;
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

use crate::characters::{is_ignorable, until_stable};

/// The text without case, accents and invisible characters. Folding twice gives the same.
///
/// Marks go by their combining class rather than by their category: that takes accents, Hebrew points and Arabic vowel
/// marks away and leaves the vowels of the Indic scripts, which are letters to those who read them.
pub fn fold(text: &str) -> String {
    until_stable(text, |text| {
        text.nfkd()
            .filter(|character| canonical_combining_class(*character) == 0 && !is_ignorable(*character))
            .default_case_fold()
            .flat_map(without_stroke)
            .collect()
    })
}

/// Latin letters that carry their accent inside them, which decomposition leaves alone. Already in lower case.
fn without_stroke(character: char) -> impl Iterator<Item = char> {
    let (first, second) = match character {
        'ø' => ('o', None),
        'ł' => ('l', None),
        'đ' | 'ð' => ('d', None),
        'ħ' => ('h', None),
        'ŧ' => ('t', None),
        'ı' => ('i', None),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

/// What a column is sorted by: compared byte by byte it gives the same order on every engine and locale.
pub fn sort_key(text: &str) -> Vec<u8> {
    fold(text).into_bytes()
}

/// The pattern that finds `text` anywhere, literally: for `LIKE … ESCAPE '\'`. Fold both sides first.
pub fn like_pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}
