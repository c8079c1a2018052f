//! What is said outside the window, in the computer's language: `locales/*/start.ftl`, in the interface's languages.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

const ENGLISH: &str = include_str!("../../locales/en/start.ftl");
const FRENCH: &str = include_str!("../../locales/fr/start.ftl");

/// One language's messages.
pub struct Words(FluentBundle<FluentResource>);

impl Words {
    /// In the language of this computer, or in English.
    #[cfg(windows)]
    pub fn of_this_computer() -> Self {
        Self::of(&sys_locale::get_locale().unwrap_or_default())
    }

    /// In the language of a locale such as `fr-CA`, or in English.
    fn of(locale: &str) -> Self {
        let language = locale.split(['-', '_', '.']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("fr") {
            Self::read("fr", FRENCH)
        } else {
            Self::read("en", ENGLISH)
        }
    }

    fn read(tag: &str, source: &str) -> Self {
        let mut bundle = FluentBundle::new(tag.parse().into_iter().collect());
        // These are read in a box of the system's own or in a terminal, which may show Fluent's invisible marks.
        bundle.set_use_isolating(false);
        // A test reads each catalogue whole; of one with a fault, what can be read is used.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let _ = bundle.add_resource(resource);
        Self(bundle)
    }

    /// The message of an id, with its values; the id itself where there is no such message.
    pub fn say(&self, id: &str, values: &[(&str, &str)]) -> String {
        let Some(pattern) = self.0.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let values: FluentArgs = values
            .iter()
            .map(|&(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let mut faults = Vec::new();
        self.0.format_pattern(pattern, Some(&values), &mut faults).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: [&str; 4] = [
        "start-no-window",
        "start-web-view-missing",
        "start-web-view-old",
        "start-failed",
    ];

    #[test]
    fn each_message_is_there_in_both_languages() {
        for source in [ENGLISH, FRENCH] {
            assert!(
                FluentResource::try_new(source.to_owned()).is_ok(),
                "a catalogue is not well formed"
            );
        }
        for id in SAID {
            let values = [("found", "86.0"), ("oldest", "110"), ("detail", "no screen")];
            let [english, french] = ["en-GB", "fr_CA.UTF-8"].map(|locale| Words::of(locale).say(id, &values));
            assert_ne!(english, french, "{id}");
            assert_ne!(english, id);
            assert!(!english.contains(['{', '\u{2068}']), "{english}");
        }
    }

    #[test]
    fn values_are_in_their_places() {
        let said = Words::of("fr-FR").say("start-web-view-old", &[("found", "86.0"), ("oldest", "110")]);
        assert!(
            said.contains("La version 86.0") && said.contains("la version 110"),
            "{said}"
        );
    }

    #[test]
    fn another_language_is_answered_in_english() {
        let english = Words::of("en").say("start-no-window", &[]);
        assert_eq!(Words::of("de_DE").say("start-no-window", &[]), english);
        assert_eq!(Words::of("").say("start-no-window", &[]), english);
    }
}
