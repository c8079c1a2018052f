use proptest::prelude::*;
use secrecy::ExposeSecret;
use unicode_normalization::UnicodeNormalization;

use super::{NewPassword, PasswordProblem, PersonalWords, common::common_words, presented};

fn personal() -> PersonalWords {
    PersonalWords::of([
        "Zoë",
        "O'Brien-Müller",
        "zoe.obrien@mail.example",
        "z@Bücher.example",
        "Long Horse Company",
    ])
}

fn judge(password: &str) -> Result<(), PasswordProblem> {
    NewPassword::parse(password, &personal()).map(|_| ())
}

#[test]
fn length_is_counted_in_code_points_after_composition() {
    assert_eq!(judge(""), Err(PasswordProblem::Required));
    assert_eq!(judge("wombat teapot "), Err(PasswordProblem::TooShort), "14");
    assert_eq!(judge("wombat teapot x"), Ok(()), "15");
    assert_eq!(judge(&"e\u{301}".repeat(14)), Err(PasswordProblem::TooShort));
    assert_eq!(judge("🐨🫖🌂🧦🪜🐙🍋🧲🪁🦷🛶🪕🧊🪨🐌"), Ok(()), "15 of four octets");
    let long = "wombat teapot umbrella ".repeat(12);
    assert_eq!(judge(&long[..256]), Ok(()));
    assert_eq!(judge(&long[..257]), Err(PasswordProblem::TooLong));
}

#[test]
fn there_are_no_composition_rules_and_nothing_is_trimmed() {
    assert_eq!(judge("wombatteapotumbrella"), Ok(()));
    assert_eq!(judge("   \u{0}wombat \t teapot   "), Ok(()));
    let password = NewPassword::parse("  wombat teapot  ", &personal()).unwrap();
    assert_eq!(password.secret().expose_secret(), "  wombat teapot  ");
}

#[test]
fn common_ones_are_refused_in_every_disguise() {
    assert!(common_words().count() >= 10_000);
    for password in [
        "1qaz2wsx3edc4rfv",
        "passwordpassword",
        "PasswordPASSWORDpassword",
        "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ",
        "monkey1234567890",
        "1234567890monkey",
        "2024monkey202512",
        "Monkey1Monkey2Monkey3",
        "password password",
        "dragon-dragon-2026",
        "abc123abc123abc123",
        "111111111111111",
        "123456789012345",
        "qwertyuiop12345",
        "aaaaaaaaaaaaaaa",
        "\u{AD}letmein\u{200B}letmein1",
    ] {
        assert_eq!(judge(password), Err(PasswordProblem::TooCommon), "{password}");
    }
}

#[test]
fn several_common_words_are_a_passphrase() {
    for password in [
        "monkey dragon shadow",
        "passwordmonkeyx",
        "correct teapot battery",
        "monkey!wombat2026",
    ] {
        assert_eq!(judge(password), Ok(()), "{password}");
    }
}

#[test]
fn what_is_soon_guessed_is_refused() {
    for password in [
        "qwertyuiopasdfghjkl",
        "1qaz2wsx3edc4rfv5tgb",
        "qazwsxedcrfvtgbyhn",
        "asdfghjklqwertyuiop",
        "zxcvbnmasdfghjkl",
        "abcdefghijklmnopqrstuvwxyz",
        "abcabcabcabcabcabc",
        "p@ssw0rdp@ssw0rd1",
        "password!password!",
    ] {
        assert_eq!(judge(password), Err(PasswordProblem::TooCommon), "{password}");
    }
    assert_eq!(
        judge(&"qwertyuiop".repeat(25)),
        Err(PasswordProblem::TooCommon),
        "however long it is"
    );
    let whoever = NewPassword::parse("passwordengines", &PersonalWords::of(["Babbage's Engines"]));
    assert_eq!(
        whoever.map(drop),
        Err(PasswordProblem::TooCommon),
        "a name and a common word"
    );
}

#[test]
fn what_is_only_personal_is_refused() {
    for password in [
        "zoe.obrien@mail.example",
        "ZOË-o'brien-MÜLLER",
        "zoeobrien19771231",
        "long horse company",
        "LongHorse*2026*Zoe!",
        "z@bücher.example",
        "bucherexamplemuller",
        "1977 muller muller 12",
    ] {
        assert_eq!(judge(password), Err(PasswordProblem::Personal), "{password}");
    }
    assert_eq!(judge("zoe obrien's teapot"), Ok(()), "one more word is enough");
}

#[test]
fn digits_and_separators_alone_are_refused() {
    let repeated = [' ', '_', '\u{A0}', '\u{200B}', '\u{3000}', '§', '\u{301}'].map(|one| one.to_string().repeat(15));
    let mixed = [
        "=+=+=+=+=+=+=+=+",
        "+-*/()[]{}<>!?&%",
        "٣١٤١٥٩٢٦٥٣٥٨٩٧٩",
        "+49 (30) 901820-1",
    ];
    for password in repeated.iter().map(String::as_str).chain(mixed) {
        assert_eq!(judge(password), Err(PasswordProblem::Personal), "{password:?}");
        let nobody = NewPassword::parse(password, &PersonalWords::default());
        assert!(nobody.is_err(), "{password:?}, whoever it is for");
    }
    assert!(judge("3141592653589793").is_err(), "whichever of the rules says so");
    assert_eq!(judge("+49 (30) 901820 x"), Ok(()), "one letter is no separator");
}

#[test]
fn pictures_alone_are_a_password_and_disguise_no_name() {
    assert_eq!(
        judge("🇩🇪🇫🇷🇪🇸🇧🇷🇪🇬🇬🇧🇯🇵🇮🇳"),
        Ok(()),
        "flags are pairs of letters of their own"
    );
    assert_eq!(judge("zoe 🐨 obrien 🐨 1977"), Err(PasswordProblem::Personal));
}

#[test]
fn nothing_shows_a_password_by_accident() {
    let password = NewPassword::parse("wombat teapot umbrella", &personal()).unwrap();
    assert!(!format!("{password:?} {:?}", presented("wombat teapot")).contains("wombat"));
}

#[test]
fn every_problem_has_its_code() {
    let codes = [
        PasswordProblem::Required,
        PasswordProblem::TooShort,
        PasswordProblem::TooLong,
        PasswordProblem::TooCommon,
        PasswordProblem::Personal,
    ]
    .map(PasswordProblem::code);
    assert_eq!(codes, ["required", "too-short", "too-long", "too-common", "personal"]);
}

/// A common word, in a case picked per character.
fn disguised() -> impl Strategy<Value = String> {
    let words: Vec<&str> = common_words().collect();
    (proptest::sample::select(words), any::<u64>()).prop_map(|(word, upper)| {
        let turn = |(index, character): (usize, char)| match upper >> (index % 64) & 1 {
            1 => character.to_ascii_uppercase(),
            _ => character,
        };
        word.chars().enumerate().map(turn).collect()
    })
}

proptest! {
    #[test]
    fn composed_and_decomposed_are_one_password(text in "\\PC{0,40}") {
        let nfd: String = text.nfd().collect();
        prop_assert!(presented(&text).expose_secret() == presented(&nfd).expose_secret());
        prop_assert_eq!(judge(&text), judge(&nfd));
    }

    #[test]
    fn a_password_that_was_set_signs_in(text in "\\PC{15,60}") {
        if let Ok(password) = NewPassword::parse(&text, &personal()) {
            prop_assert!(password.secret().expose_secret() == presented(&text).expose_secret());
        }
    }

    #[test]
    fn a_common_word_repeated_or_with_digits_is_refused(
        word in disguised(), before in "[0-9]{0,6}", after in "[0-9]{0,6}", spare in 0usize..3,
    ) {
        let needed = 15usize.saturating_sub(before.len() + after.len()).div_ceil(word.chars().count());
        let password = format!("{before}{}{after}", word.repeat(needed.max(1) + spare));
        prop_assert_eq!(judge(&password), Err(PasswordProblem::TooCommon));
    }

    #[test]
    fn personal_words_in_any_order_are_refused(
        words in proptest::collection::vec(proptest::sample::select(vec!["Zoe", "obrien", "MÜLLER", "Horse", "company"]), 3..8),
        separator in "[0-9 ._@!-]{1,2}",
    ) {
        let password = words.join(&separator);
        prop_assume!(password.chars().count() >= 15 && words.iter().any(|word| word != &words[0]));
        prop_assert_eq!(judge(&password), Err(PasswordProblem::Personal));
    }

    #[test]
    fn a_random_password_is_taken(password in "[a-zA-Z]{20,256}") {
        prop_assert_eq!(judge(&password), Ok(()));
    }
}
