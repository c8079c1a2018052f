use std::{collections::HashSet, sync::LazyLock};

use crate::characters::nfkc_casefold;

/// See `data/README.md` for where the list is from.
static LIST: &str = include_str!("../../data/common-passwords.txt");

/// The list as it is looked up in: one form for every case, and how long its longest entry is, in characters.
struct CommonPasswords {
    words: HashSet<String>,
    longest: usize,
}

static COMMON: LazyLock<CommonPasswords> = LazyLock::new(|| {
    let words: HashSet<String> = LIST.lines().map(nfkc_casefold).collect();
    let longest = words.iter().map(|word| word.chars().count()).max().unwrap_or(0);
    CommonPasswords { words, longest }
});

/// Whether the password is a common one, in any case, once or repeated, with or without digits and separators before,
/// between and after.
pub(super) fn is_common(password: &str) -> bool {
    let password: Vec<char> = nfkc_casefold(password).chars().collect();
    let fillers = password.iter().take_while(|character| is_filler(**character)).count();
    (0..=fillers).any(|start| repeats_a_common_word(&password[start..]))
}

/// Whether the text begins with a common word, and holds nothing else but the same word again and fillers.
fn repeats_a_common_word(text: &[char]) -> bool {
    (1..=text.len().min(COMMON.longest)).any(|length| {
        let word = &text[..length];
        COMMON.words.contains(&word.iter().collect::<String>()) && only_word_and_fillers(&text[length..], word)
    })
}

/// Whether the text can be cut into copies of `word` and single fillers. Every way to cut it is tried at once, since a
/// word may itself begin or end with digits.
fn only_word_and_fillers(text: &[char], word: &[char]) -> bool {
    let mut reachable = vec![false; text.len() + 1];
    reachable[0] = true;
    for position in 0..text.len() {
        if !reachable[position] {
            continue;
        }
        if is_filler(text[position]) {
            reachable[position + 1] = true;
        }
        if text[position..].starts_with(word) {
            reachable[position + word.len()] = true;
        }
    }
    reachable[text.len()]
}

/// What makes a common word longer, and hardly less common: digits, and what one puts between words.
fn is_filler(character: char) -> bool {
    character.is_numeric() || character.is_whitespace() || matches!(character, '-' | '_' | '.')
}

#[cfg(test)]
pub(super) fn common_words() -> impl Iterator<Item = &'static str> {
    LIST.lines()
}
