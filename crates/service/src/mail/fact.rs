use crate::texts::{Words, harmless};

/// A line of what a mail is about: the account, a moment, an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub label: String,
    pub value: String,
}

impl Fact {
    /// A message's id, and a value that people wrote.
    pub fn new(words: &Words, label: &str, value: &str) -> Self {
        Self {
            label: words.say(label),
            value: harmless(value),
        }
    }
}
