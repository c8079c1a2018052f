use std::collections::HashSet;

use crate::search::fold;

/// The words anyone would think of who knows the user: names, addresses, the account's name.
#[derive(Debug, Clone, Default)]
pub struct PersonalWords(HashSet<Vec<char>>);

impl PersonalWords {
    /// Takes the words out of the user's names and addresses and of the account's name.
    ///
    /// An address falls into its words like any other text: what joins them counts as a separator in the password too.
    pub fn of<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Self {
        let mut words = HashSet::new();
        for text in texts {
            let folded = fold(text.as_ref());
            words.extend(
                folded
                    .split(is_separator)
                    .filter(|word| !word.is_empty())
                    .map(|word| word.chars().collect()),
            );
        }
        Self(words)
    }

    /// Whether the password is made only of these words, digits and separators, with at least one of the words. Case
    /// and accents make no difference.
    pub(super) fn compose(&self, password: &str) -> bool {
        let password: Vec<char> = fold(password).chars().collect();
        // For each position: whether it can be reached at all, and whether with a word on the way.
        let mut reachable = vec![false; password.len() + 1];
        let mut with_word = vec![false; password.len() + 1];
        reachable[0] = true;
        for position in 0..password.len() {
            if !reachable[position] {
                continue;
            }
            if password[position].is_numeric() || is_separator(password[position]) {
                reachable[position + 1] = true;
                with_word[position + 1] |= with_word[position];
            }
            for word in self.0.iter().filter(|word| password[position..].starts_with(word)) {
                reachable[position + word.len()] = true;
                with_word[position + word.len()] = true;
            }
        }
        with_word[password.len()]
    }
}

/// Whatever is neither letter nor digit.
fn is_separator(character: char) -> bool {
    !character.is_alphanumeric()
}
