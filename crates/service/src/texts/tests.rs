use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::*;

/// The ids of a language's messages, each with the values it speaks of.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    let mut id = String::new();
    for line in sources(language).iter().flat_map(|source| source.lines()) {
        if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with([' ', '#'])) {
            name.clone_into(&mut id);
            assert!(
                messages.insert(id.clone(), BTreeSet::new()).is_none(),
                "{language} has {id} twice"
            );
        }
        for value in line.split('$').skip(1).filter(|_| !line.starts_with('#')) {
            let name = value.chars().take_while(char::is_ascii_alphanumeric).collect();
            messages.entry(id.clone()).or_default().insert(name);
        }
    }
    messages
}

#[test]
fn every_language_has_the_same_messages_about_the_same_values() {
    let english = messages(Language::En);
    assert!(
        english.len() > 50 && english["join-count"].len() == 2,
        "the catalogues are read"
    );
    for language in Language::ALL {
        let own = messages(*language);
        for (id, values) in &english {
            let theirs = own.get(id).unwrap_or_else(|| panic!("{language} lacks {id}"));
            // German greets by the whole name.
            if id != "mail-greeting" {
                assert_eq!(theirs, values, "{language}: {id}");
            }
            assert!(
                CATALOGUES[language].has_message(id),
                "{language}: Fluent does not know {id}"
            );
        }
        assert_eq!(own.len(), english.len(), "{language} has messages that English lacks");
    }
}

#[test]
fn every_message_is_used_and_every_one_used_exists() {
    let mut code = String::new();
    read_all(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut code);
    let english = messages(Language::En);
    for id in english.keys() {
        assert!(code.contains(&format!("\"{id}\"")), "nothing says {id}");
    }
    for said in code.split(".say(\"").skip(1) {
        let id = said.split('"').next().unwrap();
        assert!(english.contains_key(id), "there is no message {id}");
    }
}

fn read_all(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            read_all(&path, text);
        } else if matches!(extension, Some("rs" | "html" | "txt")) && !path.ends_with("tests.rs") {
            text.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn dates_are_in_the_language_and_say_that_they_are_utc() {
    let say = |language, moment: &str| {
        let words = Words::new(language).with_moment("until", "untilDate", moment.parse().unwrap());
        words.say("join-until")
    };
    let expected = [
        (Language::En, "until 1 March 2026 at 09:05 UTC"),
        (Language::Fr, "jusqu’au 1er mars 2026 à 09:05 (UTC)"),
        (Language::Es, "hasta el 1 de marzo de 2026, 09:05 (UTC)"),
        (Language::De, "bis zum 1. März 2026 um 09:05 Uhr (UTC)"),
        (Language::PtBr, "até 1º de março de 2026, 09:05 (UTC)"),
        (Language::Ar, "حتى 1 مارس 2026، الساعة 09:05 (UTC)"),
    ];
    for (language, text) in expected {
        let said = say(language, "2026-03-01T09:05:59Z");
        assert!(said.contains(text), "{said}");
    }
    assert!(say(Language::Fr, "2026-12-31T23:00:00Z").contains("31 décembre 2026 à 23:00"));
}

#[test]
fn a_month_of_its_own_is_named_in_every_language() {
    for language in Language::ALL {
        let names: BTreeSet<String> = (1..=12)
            .map(|month| format!("2026-{month:02}-20T00:00:00Z").parse().unwrap())
            .map(|moment| {
                Words::new(*language)
                    .with_moment("until", "untilDate", moment)
                    .say("join-until")
            })
            .collect();
        assert_eq!(names.len(), 12, "{language}");
    }
}

#[test]
fn values_are_isolated_where_they_may_run_the_other_way() {
    let title = |language, account| Words::new(language).with("account", account).say("join-title");
    assert_eq!(title(Language::En, "Acme"), "Join Acme");
    assert_eq!(title(Language::En, "شركة"), "Join \u{2068}شركة\u{2069}");
    assert_eq!(title(Language::Ar, "Acme"), "الانضمام إلى \u{2068}Acme\u{2069}");
}

#[test]
fn a_value_cannot_break_the_line_nor_turn_the_sentence() {
    let said = Words::new(Language::Ar)
        .with("account", "A\r\nB\u{202E}C\u{2069}D\0")
        .say("join-title");
    assert_eq!(said, "الانضمام إلى \u{2068}A  BCD \u{2069}");
    let fluent = Words::new(Language::En)
        .with("account", "{ $inviter }")
        .say("join-title");
    assert_eq!(fluent, "Join { $inviter }");
}
