use anyhow::Result;
use fantoccini::Locator;
use fantoccini::elements::Element;
use roster_testkit::Window;
use serde_json::json;

use super::figures::{Press, print_presses};
use super::stopwatch::Stopwatch;

/// What holds its rows.
pub const PLACE: &str = "#plain";

/// The floor's table (`plain_table.js`), laid over Roster's.
#[derive(Debug)]
pub struct PlainTable<'window> {
    window: &'window Window,
}

impl<'window> PlainTable<'window> {
    /// Lays it over Roster's table, which has to be in view. The page must have a [`Stopwatch`].
    pub async fn open(window: &'window Window, rows: u32) -> Result<Self> {
        window.script(include_str!("plain_table.js"), vec![]).await?;
        window
            .script("window.plainTable.open(args[0]); return true;", vec![json!(rows)])
            .await?;
        Ok(Self { window })
    }

    pub async fn element(&self, class: &str) -> Result<Element> {
        let selector = format!("{PLACE} .{class}");
        Ok(self.window.client.find(Locator::Css(&selector)).await?)
    }

    /// What a click takes that gives every row another text.
    pub async fn measure_clicks(&self, stopwatch: &Stopwatch<'_>, samples: usize) -> Result<()> {
        let others = self.element("others").await?;
        let mut presses: Vec<Press> = Vec::new();
        for _ in 0..samples {
            presses.push(stopwatch.rows_after_click(PLACE, &others).await?);
        }
        print_presses("floor: click → every row of a plain table is another", &presses)?;
        Ok(())
    }

    /// Takes it away, and waits until Roster's rows are drawn again.
    pub async fn close(self) -> Result<()> {
        self.window
            .script("window.plainTable.close(); return true;", vec![])
            .await?;
        let back = "return window.stopwatch.rows('main').length > 0;";
        self.window.until("Roster's own rows", back, vec![]).await?;
        Ok(())
    }
}
