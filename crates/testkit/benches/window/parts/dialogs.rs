//! From a click until a dialog can be typed in: the focus is in its first field, and a frame with it was painted.

use anyhow::{Context, Result};
use fantoccini::elements::Element;
use roster_testkit::Window;
use serde::Deserialize;
use serde_json::{Value, json};

use super::figures::print_times;
use super::plain_table::PlainTable;
use super::seat::Seat;
use super::settings::Settings;
use super::stopwatch::Stopwatch;

const ESCAPE: &str = "\u{E00C}";

/// In milliseconds from the click on.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Opened {
    /// Until one can type.
    took: f64,
    /// Until nothing moves any more.
    still: f64,
}

pub async fn measure(settings: &Settings, list: &Seat<'_>) -> Result<()> {
    let window = list.open_list(settings.users).await?;
    let stopwatch = Stopwatch::put_into(&window).await?;
    let (mut wizards, mut edits, mut plain) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..settings.samples {
        let create = window.find("button", "Create User").await?;
        wizards.push(open(&window, &stopwatch, &create).await?);
        let edit = edit_button(&window, number).await?;
        edits.push(open(&window, &stopwatch, &edit).await?);
    }
    let table = PlainTable::open(&window, settings.users).await?;
    let button = table.element("dialog").await?;
    for _ in 0..settings.samples {
        plain.push(open(&window, &stopwatch, &button).await?);
    }
    table.close().await?;
    list.close(window).await?;
    print("floor: click → a plain dialog with five fields", &plain)?;
    print("click → the wizard for a new user", &wizards)?;
    print("click → the edit dialog", &edits)
}

fn print(name: &str, opened: &[Opened]) -> Result<()> {
    let part = |of: fn(&Opened) -> f64| opened.iter().map(of).collect::<Vec<_>>();
    print_times(&format!("{name} usable"), &part(|one| one.took))?;
    print_times(&format!("{name} at rest"), &part(|one| one.still))?;
    Ok(())
}

/// Opens a dialog by a button, and closes it again.
async fn open(window: &Window, stopwatch: &Stopwatch<'_>, button: &Element) -> Result<Opened> {
    let click = async { Ok(button.click().await?) };
    let opened = stopwatch.measure("dialogAfter", json!(["click"]), click).await?;
    window.client.active_element().await?.send_keys(ESCAPE).await?;
    stopwatch.call::<Value>("alone", json!([])).await?;
    opened.context("no dialog opened")
}

/// One of those in view that are enabled, another one each time.
async fn edit_button(window: &Window, number: usize) -> Result<Element> {
    let script = "const table = stopwatch.scroller('main').getBoundingClientRect();
        const isInView = ({ top, bottom }) => top > table.top + 50 && bottom < table.bottom;
        const buttons = aria.find('button', 'Edit …').filter((one) => !one.ariaDisabled && isInView(one.getBoundingClientRect()));
        return buttons[args[0] % buttons.length].getAttribute('aria-label');";
    let name = window.script(script, vec![json!(number)]).await?;
    window
        .find("button", name.as_str().context("a button has a name")?)
        .await
}
