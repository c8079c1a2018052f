//! The part of an address before the @.

use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::{AddressProblem, is_refused};
use crate::characters::nfkc_casefold;

/// RFC 5321, section 4.5.3.1.1.
const MAX_OCTETS: usize = 64;

/// Checks a local part and gives its NFKC_Casefold.
///
/// The folded form has to pass as well: a compatible form of a special character, such as the full-width `＠` or
/// `．`, would else become one in the key, where `a＠b@c` and `a@b@c` cannot be told apart.
pub(super) fn fold(local: &str) -> Result<String, AddressProblem> {
    if local.is_empty() {
        return Err(AddressProblem::Shape);
    }
    if local.starts_with('"') {
        return Err(AddressProblem::QuotedLocalPart);
    }
    if local.contains('@') {
        return Err(AddressProblem::Shape);
    }
    if local.len() > MAX_OCTETS {
        return Err(AddressProblem::TooLong);
    }
    let folded = nfkc_casefold(local);
    if is_dot_atom(local) && is_dot_atom(&folded) {
        Ok(folded)
    } else {
        Err(AddressProblem::LocalPart)
    }
}

/// RFC 5322, section 3.2.3, with the letters of RFC 6532.
fn is_dot_atom(text: &str) -> bool {
    text.split('.')
        .all(|atom| !atom.is_empty() && atom.chars().all(is_atom_character))
}

fn is_atom_character(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || "!#$%&'*+-/=?^_`{|}~".contains(character)
        || (!character.is_ascii() && !is_refused(character))
}

/// Whether no part between dots begins with a combining mark, which would join the sign before it, or has a dash, quotation
/// mark or bracket that only looks like one of ASCII: programs for writing put those in by themselves.
pub(super) fn has_clear_atoms(local: &str) -> bool {
    local
        .split('.')
        .all(|atom| !atom.starts_with(is_combining_mark) && !atom.contains(is_like_ascii_punctuation))
}

fn is_like_ascii_punctuation(character: char) -> bool {
    let kind = character.general_category();
    !character.is_ascii()
        && matches!(
            kind,
            GeneralCategory::DashPunctuation
                | GeneralCategory::OpenPunctuation
                | GeneralCategory::ClosePunctuation
                | GeneralCategory::InitialPunctuation
                | GeneralCategory::FinalPunctuation
        )
}
