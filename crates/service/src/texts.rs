//! What mails and pages say, in every language: Fluent catalogues of `locales/`, embedded and read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use roster_domain::Language;
use unic_langid::LanguageIdentifier;

type Catalogue = FluentBundle<FluentResource>;

macro_rules! sources {
    ($tag:literal) => {
        [
            include_str!(concat!("../../../locales/", $tag, "/mail.ftl")),
            include_str!(concat!("../../../locales/", $tag, "/page.ftl")),
        ]
    };
}

static CATALOGUES: LazyLock<BTreeMap<Language, Catalogue>> = LazyLock::new(|| {
    Language::ALL
        .iter()
        .map(|language| (*language, catalogue(*language)))
        .collect()
});

/// Fluent's own marks around a value of the other direction: FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9).
const ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// One language, and the values its messages speak of: `{ $account }`, `{ $inviter }` and so on.
#[derive(Debug)]
pub struct Words {
    language: Language,
    values: FluentArgs<'static>,
}

impl Words {
    pub fn new(language: Language) -> Self {
        Self {
            language,
            values: FluentArgs::new(),
        }
    }

    /// Gives a value that people wrote, such as a name: cleared of characters that would break a line or turn the
    /// sentence around it, and isolated from it where it may run the other way.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        let value = harmless(value);
        let value = if self.needs_isolation(&value) {
            format!("{ISOLATE}{value}{POP_ISOLATE}")
        } else {
            value
        };
        self.values.set(name, value);
        self
    }

    /// Gives a value that is in the language itself, or chooses between the variants of a message.
    #[must_use]
    pub fn with_own(mut self, name: &'static str, value: impl Into<FluentValue<'static>>) -> Self {
        self.values.set(name, value.into());
        self
    }

    /// Gives a moment, in UTC: `{ $NAME }` with its time, and `{ $NAMEDate }` without.
    #[must_use]
    pub fn with_moment(self, name: &'static str, name_of_date: &'static str, moment: Timestamp) -> Self {
        let local = moment.to_zoned_datetime(TimeZone::UTC);
        let date = Self::new(self.language)
            .with_own("day", i64::from(local.day()))
            .with_own("month", format!("m{:02}", local.month()))
            .with_own("year", local.year().to_string())
            .say("moment-date");
        let whole = Self::new(self.language)
            .with_own("date", date.clone())
            .with_own("time", format!("{:02}:{:02}", local.hour(), local.minute()))
            .say("moment");
        self.with_own(name, whole).with_own(name_of_date, date)
    }

    /// The message of an id. A message that is missing, or speaks of a value that was not given, is a fault of ours that
    /// tests find: a reader then gets as much of it as there is.
    pub fn say(&self, id: &str) -> String {
        let catalogue = &CATALOGUES[&self.language];
        let Some(pattern) = catalogue.get_message(id).and_then(|message| message.value()) else {
            debug_assert!(false, "{} has no message {id}", self.language);
            tracing::error!(language = self.language.tag(), id, "a message is missing");
            return id.to_owned();
        };
        let mut faults = Vec::new();
        let text = catalogue.format_pattern(pattern, Some(&self.values), &mut faults);
        debug_assert!(faults.is_empty(), "{}, {id}: {faults:?}", self.language);
        text.into_owned()
    }

    /// A value that was given, as text.
    pub fn value(&self, name: &str) -> String {
        match self.values.get(name) {
            Some(FluentValue::String(text)) => text.clone().into_owned(),
            _ => String::new(),
        }
    }

    /// The language's tag, for `lang` attributes and headers.
    pub fn tag(&self) -> &'static str {
        self.language.tag()
    }

    /// The direction of its script, for `dir` attributes.
    pub fn direction(&self) -> &'static str {
        if self.language.is_rtl() { "rtl" } else { "ltr" }
    }

    pub fn language(&self) -> Language {
        self.language
    }

    /// Marks are kept to where they do something: some mail programs show them as boxes.
    fn needs_isolation(&self, value: &str) -> bool {
        self.language.is_rtl() || value.chars().any(runs_from_the_right)
    }
}

/// A value without line breaks, other control characters, and those that turn the direction of what follows.
pub fn harmless(value: &str) -> String {
    let is_break = |character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}');
    let turns = |character: &char| !matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    value
        .chars()
        .filter(turns)
        .map(|character| if is_break(character) { ' ' } else { character })
        .collect()
}

/// Whether a character is in a block of scripts written from the right (Unicode's `DerivedBidiClass`, default R and AL).
fn runs_from_the_right(character: char) -> bool {
    matches!(character,
        '\u{0590}'..='\u{08FF}' | '\u{200F}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

fn sources(language: Language) -> [&'static str; 2] {
    match language {
        Language::En => sources!("en"),
        Language::Fr => sources!("fr"),
        Language::Es => sources!("es"),
        Language::De => sources!("de"),
        Language::PtBr => sources!("pt-BR"),
        Language::Ar => sources!("ar"),
    }
}

fn catalogue(language: Language) -> Catalogue {
    let identifier: LanguageIdentifier = language.tag().parse().expect("our tags are BCP 47");
    let mut catalogue = FluentBundle::new_concurrent(vec![identifier]);
    // `Words` isolates the values that need it.
    catalogue.set_use_isolating(false);
    for source in sources(language) {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(_, faults)| {
            panic!("the catalogue of {language} cannot be read: {faults:?}");
        });
        catalogue.add_resource(resource).expect("a catalogue has each id once");
    }
    catalogue
}

#[cfg(test)]
mod tests;
