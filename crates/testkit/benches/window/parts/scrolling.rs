//! From one end of the list to the other, beside a table of plain text; and what memory is held then.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use roster_testkit::Measurement;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::figures::print_times;
use super::memory;
use super::plain_table::{PLACE, PlainTable};
use super::seat::Seat;
use super::settings::Settings;
use super::stopwatch::Stopwatch;

const STEPS: usize = 300;
/// Journeys from end to end by dragging, of Roster's table and of the floor's in turn.
const JOURNEYS: usize = 3;
/// How long each step is looked at when jumping (milliseconds): longer than rows may stay without content.
const PAUSE: u32 = 150;
/// A frame that took longer than this is late (milliseconds): at 60 a second, one was left out.
const LATE: f64 = 33.0;
/// How long a window that was just opened is left alone, before its memory is looked at.
const SETTLING: Duration = Duration::from_secs(5);

/// One step of dragging: every number as it was in the frame after it. Times in milliseconds.
#[derive(Debug, Serialize, Deserialize)]
struct Dragged {
    step: usize,
    /// Since the first.
    at: f64,
    /// Since the frame before.
    frame: f64,
    /// Rows in view with their content.
    filled: usize,
    /// Rows in view without.
    blank: usize,
}

/// One step of jumping: the rows are those 100 ms after it.
#[derive(Debug, Serialize, Deserialize)]
struct Jumped {
    step: usize,
    at: f64,
    /// Until all rows in view were painted with their content.
    full: f64,
    filled: usize,
    blank: usize,
}

/// What was seen of a table, journey by journey.
#[derive(Debug, Default, Serialize)]
struct Recording {
    dragged: Vec<Vec<Dragged>>,
    jumped: Vec<Jumped>,
}

pub async fn measure(settings: &Settings, list: &Seat<'_>, floor: &Seat<'_>) -> Result<()> {
    let window = floor.open().await?;
    window.find("button", "Connect to a server").await?;
    tokio::time::sleep(SETTLING).await;
    let floor_memory = memory::measure("floor: memory at the start screen", floor).await?;
    floor.close(window).await?;

    let window = list.open_list(settings.users).await?;
    tokio::time::sleep(SETTLING).await;
    memory::measure("memory at the list", list).await?;
    let stopwatch = Stopwatch::put_into(&window).await?;
    let (mut ours, mut plain) = (Recording::default(), Recording::default());
    ours.dragged.push(drag(&stopwatch, "main").await?);
    ours.jumped = jump(&stopwatch, "main").await?;
    let after = memory::measure("memory after scrolling", list).await?;
    after
        .times("memory after scrolling, of the floor", &floor_memory)
        .print();
    for journey in 0..JOURNEYS {
        if journey > 0 {
            ours.dragged.push(drag(&stopwatch, "main").await?);
        }
        let table = PlainTable::open(&window, settings.users).await?;
        plain.dragged.push(drag(&stopwatch, PLACE).await?);
        if journey == 0 {
            plain.jumped = jump(&stopwatch, PLACE).await?;
        }
        table.close().await?;
    }
    list.close(window).await?;
    plain.print("floor: scrolling a plain table")?;
    ours.print("scrolling")?;
    keep(settings, &ours, &plain)
}

async fn drag(stopwatch: &Stopwatch<'_>, place: &str) -> Result<Vec<Dragged>> {
    stopwatch.call("drag", json!([place, STEPS])).await
}

async fn jump(stopwatch: &Stopwatch<'_>, place: &str) -> Result<Vec<Jumped>> {
    stopwatch.call("jump", json!([place, STEPS, PAUSE])).await
}

impl Recording {
    fn print(&self, name: &str) -> Result<()> {
        let frames: Vec<f64> = self.dragged.iter().flatten().map(|step| step.frame).collect();
        print_times(&format!("{name}: a frame while dragging end to end"), &frames)?;
        let late = self.dragged.iter().map(|journey| {
            let late = journey.iter().filter(|step| step.frame > LATE);
            count(late.count())
        });
        print_counts(&format!("{name}: frames later than 33 ms, of {STEPS}"), late.collect())?;
        let full: Vec<f64> = self.jumped.iter().map(|step| step.full).collect();
        print_times(&format!("{name}: a step → every row in view with its content"), &full)?;
        let blank = self.jumped.iter().map(|step| count(step.blank)).collect();
        print_counts(&format!("{name}: blank rows 100 ms after a step"), blank)
    }
}

fn print_counts(name: &str, counts: Vec<f64>) -> Result<()> {
    let measured = Measurement::of_numbers(name, "", counts);
    measured
        .with_context(|| format!("{name}: nothing was counted"))?
        .print();
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "they are few")]
fn count(number: usize) -> f64 {
    number as f64
}

/// Every step, as numbers, beside the figures that `cargo xtask bench` keeps.
fn keep(settings: &Settings, ours: &Recording, plain: &Recording) -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    fs::create_dir_all(&folder)?;
    let recording = json!({ "rows": settings.users, "steps": STEPS, "roster": ours, "plainTable": plain });
    let file = folder.join("window-scrolling.json");
    fs::write(&file, recording.to_string()).with_context(|| file.display().to_string())?;
    println!("Every step of scrolling is kept in target/bench/window-scrolling.json");
    Ok(())
}
