//! How a person is called, after CLDR's person names (UTS #35, part 8): by the script of the name, and where that does not tell, by
//! the locale of whoever reads it.

use icu_properties::{CodePointMapData, props::Script};

/// Languages of which names in Latin letters have the family name first.
const SURNAME_FIRST: [&str; 2] = ["hu", "vi"];

/// How a person is called in lists, mails and the audit log.
pub fn full_name(first: &str, last: &str) -> String {
    full_name_in("", first, last)
}

/// How a person is called by readers of a locale (a BCP 47 tag, or as POSIX writes it: `hu_HU.UTF-8`). Names in Chinese, Japanese
/// and Korean script have the family name first wherever they are read.
pub fn full_name_in(locale: &str, first: &str, last: &str) -> String {
    let name = match writing(first, last) {
        Writing::Katakana => format!("{last} {first}"),
        Writing::EastAsian => format!("{last}{first}"),
        Writing::Latin if is_surname_first(locale) => format!("{last} {first}"),
        Writing::Latin | Writing::Other => format!("{first} {last}"),
    };
    name.trim().to_owned()
}

fn is_surname_first(locale: &str) -> bool {
    let language = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
    SURNAME_FIRST.iter().any(|known| language.eq_ignore_ascii_case(known))
}

/// What a whole name is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// Han, Hiragana, Hangul or Bopomofo: no space is written between the names.
    EastAsian,
    /// Katakana alone, in which names that are no words are spelled: without a space one could not tell where one ends.
    Katakana,
    /// Latin letters, perhaps beside another script: what readers of Latin letters have their own order for.
    Latin,
    /// Anything else, which has an order of its own wherever it is read.
    Other,
}

fn writing(first: &str, last: &str) -> Writing {
    let scripts = CodePointMapData::<Script>::new();
    let characters = || first.chars().chain(last.chars());
    if characters().any(|character| scripts.get(character) == Script::Latin) {
        return Writing::Latin;
    }
    if first.is_empty() || last.is_empty() {
        return Writing::Other;
    }
    let mut seen = Writing::Other;
    for character in characters() {
        match scripts.get(character) {
            Script::Common | Script::Inherited => {}
            Script::Katakana if seen != Writing::EastAsian => seen = Writing::Katakana,
            Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => {
                seen = Writing::EastAsian;
            }
            _ => return Writing::Other,
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_name_joins_both() {
        assert_eq!(full_name("Ada", "Lovelace"), "Ada Lovelace");
        assert_eq!(full_name("أحمد", "محمد"), "أحمد محمد");
        assert_eq!(full_name("", "Lovelace"), "Lovelace");
    }

    #[test]
    fn names_of_east_asian_scripts_have_the_family_name_first() {
        for (first, last, expected) in [
            ("太郎", "山田", "山田太郎"),
            ("たろう", "山田", "山田たろう"),
            ("小龙", "李", "李小龙"),
            ("민준", "김", "김민준"),
            ("タロウ", "ヤマダ", "ヤマダ タロウ"),
            ("ケン", "佐々木", "佐々木ケン"),
            ("Ken", "佐々木", "Ken 佐々木"),
            ("小龙", "Lee", "小龙 Lee"),
        ] {
            for locale in ["", "en", "hu-HU"] {
                let expected = match (locale, expected) {
                    ("hu-HU", "Ken 佐々木") => "佐々木 Ken",
                    ("hu-HU", "小龙 Lee") => "Lee 小龙",
                    (_, expected) => expected,
                };
                assert_eq!(full_name_in(locale, first, last), expected, "{locale}");
            }
        }
    }

    #[test]
    fn hungarians_read_the_family_name_first() {
        for locale in ["hu", "hu-HU", "hu_HU.UTF-8", "HU"] {
            assert_eq!(full_name_in(locale, "János", "Nagy"), "Nagy János", "{locale}");
        }
        for locale in ["", "en-US", "C.UTF-8", "hup", "de_DE@euro"] {
            assert_eq!(full_name_in(locale, "János", "Nagy"), "János Nagy", "{locale}");
        }
    }

    #[test]
    fn names_in_another_alphabet_keep_their_order_on_a_hungarian_computer() {
        for (first, last) in [("Δημήτρης", "Παπαδόπουλος"), ("Дмитрий", "Петрович"), ("أحمد", "محمد")]
        {
            assert_eq!(full_name_in("hu-HU", first, last), format!("{first} {last}"));
        }
    }
}
