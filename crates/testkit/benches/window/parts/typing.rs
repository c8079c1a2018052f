//! From a key pressed in the search field until the last of the rows that it brings about is painted.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use fantoccini::Locator;
use fantoccini::actions::{Actions, InputSource, KeyAction, KeyActions};
use roster_testkit::Window;
use serde_json::{Value, json};

use super::figures::{Press, print_presses};
use super::plain_table::{PLACE, PlainTable};
use super::seat::Seat;
use super::settings::Settings;
use super::stopwatch::Stopwatch;

/// WebDriver's code for the key (W3C WebDriver, section 17.4.2).
const ESCAPE: char = '\u{E00C}';
/// What is typed at once has a key so often: quickly, and slower than the keys of one who types at random.
const BETWEEN_KEYS: Duration = Duration::from_millis(80);
const DIGITS: usize = 5;

/// Every row in view holds what is typed.
const FOUND: &str = "
    const rows = stopwatch.rows(args[0]);
    return rows.length > 0 && rows.every((row) => row.textContent.includes(args[1]));";

pub async fn measure(settings: &Settings, list: &Seat<'_>) -> Result<()> {
    let window = list.open_list(settings.users).await?;
    let stopwatch = Stopwatch::put_into(&window).await?;
    let typing = Typing {
        window: &window,
        stopwatch: &stopwatch,
        place: "main",
    };
    go_to(&window, "main input[type=search]").await?;
    let (mut letters, mut words, mut cleared) = (Vec::new(), Vec::new(), Vec::new());
    for number in numbers(settings.users).take(settings.samples.div_ceil(DIGITS)) {
        letters.extend(typing.letter_by_letter(&number).await?);
        cleared.push(typing.key(ESCAPE).await?);
    }
    for number in numbers(settings.users).skip(1_000).take(settings.samples) {
        words.push(typing.at_once(&number).await?);
        cleared.push(typing.key(ESCAPE).await?);
    }
    print_presses("typing: a key in the search field → last change of the rows", &letters)?;
    print_presses(
        "typing: the last key of a number typed fast → last change of the rows",
        &words,
    )?;
    print_presses("typing: the search emptied → last change of the rows", &cleared)?;

    let table = PlainTable::open(&window, settings.users).await?;
    go_to(&window, "#plain .field").await?;
    let floor = Typing { place: PLACE, ..typing };
    let mut presses = Vec::new();
    for number in numbers(settings.users).take(settings.samples.div_ceil(DIGITS)) {
        presses.extend(floor.letter_by_letter(&number).await?);
        floor.empty().await?;
    }
    print_presses(
        "floor: a key in a field → every row of a plain table is another",
        &presses,
    )?;
    table.close().await?;
    list.close(window).await
}

/// Clicks into a field, and waits until it has the focus.
async fn go_to(window: &Window, field: &str) -> Result<()> {
    window.client.find(Locator::Css(field)).await?.click().await?;
    let there = "return document.hasFocus() && document.activeElement.matches(args[0]);";
    window
        .until("the focus in the field", there, vec![json!(field)])
        .await?;
    Ok(())
}

/// Numbers that stand in the addresses of one user each, no two alike: each digit more leaves other rows. None begins with the 1 that is
/// in every address.
fn numbers(users: u32) -> impl Iterator<Item = String> {
    let first = users / 5;
    (0..)
        .map(move |number| first + number * 7_919 % (users - first - 1))
        .map(|number| number.to_string())
        .filter(|number| !number.starts_with('1'))
}

#[derive(Debug, Clone, Copy)]
struct Typing<'window> {
    window: &'window Window,
    stopwatch: &'window Stopwatch<'window>,
    place: &'window str,
}

impl Typing<'_> {
    /// Each key once the rows of the one before are there.
    async fn letter_by_letter(&self, text: &str) -> Result<Vec<Press>> {
        let mut presses = Vec::new();
        for (number, letter) in text.char_indices() {
            presses.push(self.key(letter).await?);
            self.has_found(&text[..=number]).await?;
        }
        Ok(presses)
    }

    /// All keys in a row; measured from the last one on.
    async fn at_once(&self, text: &str) -> Result<Press> {
        let keys: Vec<char> = text.chars().collect();
        let press = self.press(&keys).await?;
        self.has_found(text).await?;
        Ok(press)
    }

    async fn key(&self, key: char) -> Result<Press> {
        self.press(&[key]).await
    }

    async fn press(&self, keys: &[char]) -> Result<Press> {
        let typed = async { self.send(keys).await };
        let arguments = json!(["keydown", self.place]);
        let waited = self.stopwatch.measure("rowsAfter", arguments, typed).await?;
        waited.with_context(|| format!("{keys:?} changed no row"))
    }

    async fn send(&self, keys: &[char]) -> Result<()> {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for (number, &value) in keys.iter().enumerate() {
            if number > 0 {
                actions = actions.pause(BETWEEN_KEYS);
            }
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        Ok(self.window.client.perform_actions(Actions::from(actions)).await?)
    }

    async fn has_found(&self, text: &str) -> Result<()> {
        let found = self.window.script(FOUND, vec![json!(self.place), json!(text)]).await?;
        ensure!(found == Value::Bool(true), "the rows are not those with {text}");
        Ok(())
    }

    /// Without measuring: the floor's field has no such key.
    async fn empty(&self) -> Result<()> {
        let empty = "const field = document.activeElement; field.value = '';
            field.dispatchEvent(new Event('input', { bubbles: true })); return true;";
        self.window.script(empty, vec![]).await?;
        Ok(())
    }
}
