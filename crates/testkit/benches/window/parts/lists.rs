//! From a click on a tab, or on a column's header, until the last change of the rows is painted.

use anyhow::{Context, Result, ensure};
use fantoccini::Locator;
use roster_testkit::Window;

use super::figures::{Press, print_presses};
use super::plain_table::PlainTable;
use super::seat::Seat;
use super::settings::Settings;
use super::stopwatch::Stopwatch;

/// The headers that one sorts by.
const HEADERS: Locator<'static> = Locator::Css("main thead button");

pub async fn measure(settings: &Settings, list: &Seat<'_>) -> Result<()> {
    let window = list.open_list(settings.users).await?;
    let stopwatch = Stopwatch::put_into(&window).await?;
    print_presses("click on a tab → its rows", &tabs(settings, &window, &stopwatch).await?)?;
    let sorted = sort(settings, &window, &stopwatch).await?;
    print_presses("click on a column → the rows in that order", &sorted)?;
    let table = PlainTable::open(&window, settings.users).await?;
    table.measure_clicks(&stopwatch, settings.samples).await?;
    table.close().await?;
    list.close(window).await
}

/// To and fro: the first of each is one that was not looked at before.
async fn tabs(settings: &Settings, window: &Window, stopwatch: &Stopwatch<'_>) -> Result<Vec<Press>> {
    let mut presses = Vec::new();
    for tab in ["Pending Invitations…", "Active Users…"]
        .into_iter()
        .cycle()
        .take(settings.samples.next_multiple_of(2))
    {
        let tab = window.find("tab", tab).await?;
        presses.push(stopwatch.rows_after_click("main", &tab).await?);
    }
    Ok(presses)
}

/// Each column upwards and downwards, then the next.
async fn sort(settings: &Settings, window: &Window, stopwatch: &Stopwatch<'_>) -> Result<Vec<Press>> {
    let count = window.client.find_all(HEADERS).await?.len();
    ensure!(count > 1, "there are {count} columns to sort by");
    let mut presses = Vec::new();
    for number in 0..settings.samples {
        // Beginning with another one than that which the list is sorted by.
        let place = (number / 2 + 1) % count;
        let header = window.client.find_all(HEADERS).await?.into_iter().nth(place);
        let header = header.context("the column is gone")?;
        presses.push(stopwatch.rows_after_click("main", &header).await?);
    }
    Ok(presses)
}
