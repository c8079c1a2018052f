//! How many guesses a password takes someone who knows how people choose them: walks over the keyboard, dates, repetitions, words,
//! and what there is to know of the person.

use zxcvbn::zxcvbn;

/// What is guessed sooner is refused.
const FEWEST_GUESSES_LOG10: f64 = 8.0;
/// The estimate takes time that grows much faster than the text: a long one is looked at in pieces of so many characters.
const PIECE: usize = 32;
/// Signs that are written for letters. The estimate tries what each may stand for together with each other one: with all of them
/// it would take a thousand times longer.
const FOR_LETTERS: &str = "@({[<!|$+%";
/// So many different ones are tried. Whoever has more of them has more than a word in disguise.
const MOST_FOR_LETTERS: usize = 2;
/// Stands for no letter.
const PLAIN: char = '~';

/// Whether no piece of the password takes at least 100 million guesses.
pub(super) fn is_soon_guessed(password: &str, personal: &[String]) -> bool {
    let words: Vec<&str> = personal.iter().map(String::as_str).collect();
    let characters: Vec<char> = password.chars().collect();
    characters
        .chunks(PIECE)
        .map(with_few_signs_for_letters)
        .all(|piece| zxcvbn(&piece, &words).guesses_log10() < FEWEST_GUESSES_LOG10)
}

fn with_few_signs_for_letters(piece: &[char]) -> String {
    let mut tried: Vec<char> = Vec::with_capacity(MOST_FOR_LETTERS);
    let plain = |character: &char| {
        if !FOR_LETTERS.contains(*character) || tried.contains(character) {
            return *character;
        }
        if tried.len() == MOST_FOR_LETTERS {
            return PLAIN;
        }
        tried.push(*character);
        *character
    };
    piece.iter().map(plain).collect()
}
