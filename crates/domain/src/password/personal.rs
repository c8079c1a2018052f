use std::collections::HashSet;

use icu_properties::CodePointSetData;
use icu_properties::props::{ExtendedPictographic, RegionalIndicator};

use crate::search::fold;

/// The words anyone would think of who knows the user: names, addresses, the account's name.
#[derive(Debug, Clone, Default)]
pub struct PersonalWords {
    /// Folded.
    words: HashSet<Vec<char>>,
    /// As they were given, in lower case.
    texts: Vec<String>,
}

impl PersonalWords {
    /// Takes the words out of the user's names and addresses and of the account's name.
    ///
    /// An address falls into its words like any other text: what joins them counts as a separator in the password too.
    pub fn of<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Self {
        let (mut words, mut lower) = (HashSet::new(), Vec::new());
        for text in texts {
            lower.push(text.as_ref().to_lowercase());
            let folded = fold(text.as_ref());
            words.extend(
                folded
                    .split(is_separator)
                    .filter(|word| !word.is_empty())
                    .map(|word| word.chars().collect()),
            );
        }
        Self { words, texts: lower }
    }

    /// The words as someone may type them: with their accents and without, and the texts as a whole.
    pub(super) fn spelled(&self) -> Vec<String> {
        let accented = self.texts.iter().flat_map(|text| text.split(is_separator));
        let mut spelled: Vec<String> = self.words.iter().map(|word| word.iter().collect()).collect();
        spelled.extend(accented.filter(|word| !word.is_empty()).map(str::to_owned));
        spelled.extend(self.texts.iter().cloned());
        spelled.sort_unstable();
        spelled.dedup();
        spelled
    }

    /// Whether the password is made only of these words, digits and separators; digits and separators alone are the
    /// same, whoever it is for. Case and accents make no difference.
    pub(super) fn compose(&self, password: &str) -> bool {
        let password: Vec<char> = fold(password).chars().collect();
        if password
            .iter()
            .all(|character| is_filler(*character) && !is_picture(*character))
        {
            return true;
        }
        // For each position: whether it can be reached at all, and whether with a word on the way.
        let mut reachable = vec![false; password.len() + 1];
        let mut with_word = vec![false; password.len() + 1];
        reachable[0] = true;
        for position in 0..password.len() {
            if !reachable[position] {
                continue;
            }
            if is_filler(password[position]) {
                reachable[position + 1] = true;
                with_word[position + 1] |= with_word[position];
            }
            for word in self.words.iter().filter(|word| password[position..].starts_with(word)) {
                reachable[position + word.len()] = true;
                with_word[position + word.len()] = true;
            }
        }
        with_word[password.len()]
    }
}

/// What makes a password longer without making it harder to think of.
fn is_filler(character: char) -> bool {
    character.is_numeric() || is_separator(character)
}

/// Whatever is neither letter nor digit.
fn is_separator(character: char) -> bool {
    !character.is_alphanumeric()
}

/// Emoji, and the halves of flags: separators between words, but chosen one by one where there is nothing else. Someone may well
/// have fifteen of them for a password.
fn is_picture(character: char) -> bool {
    CodePointSetData::new::<ExtendedPictographic>().contains(character)
        || CodePointSetData::new::<RegionalIndicator>().contains(character)
}
