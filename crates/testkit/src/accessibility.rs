use std::fmt;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::Client;
use serde::Deserialize;
use serde_json::Value;
use tokio::time::{Instant, sleep};

/// A rule of axe-core that a page breaks, and where.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Violation {
    /// The rule's name, such as `color-contrast`.
    pub id: String,
    pub help: String,
    pub places: Vec<Place>,
}

/// An element that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Place {
    pub html: String,
    /// What to do about it, in axe-core's words.
    pub summary: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.id, self.help)?;
        self.places
            .iter()
            .try_for_each(|place| write!(out, "\n  {}\n    {}", place.html, place.summary))
    }
}

/// Style sheets and media are not fetched anew to be looked into: where a page has a scheme of its own, as Tauri's has,
/// that never ends.
const START: &str = "
const place = (node) => ({ html: node.html, summary: node.failureSummary });
const violation = ({ id, help, nodes }) => ({ id, help, places: nodes.map(place) });
window.axeResult = null;
axe.run(document, { resultTypes: ['violations'], preload: false }).then(
    ({ violations }) => { window.axeResult = { violations: violations.map(violation) }; },
    (error) => { window.axeResult = { error: String(error) }; },
);";

/// How long axe-core may take to look at a page, on a machine that is busy.
const PATIENCE: Duration = Duration::from_mins(1);
const POLL: Duration = Duration::from_millis(50);

/// Looks at the page as it is now, with the rules of axe-core, whose source (`axe.min.js`) is given.
///
/// # Errors
/// When the page cannot be looked at. Violations are no error.
pub async fn violations(client: &Client, axe: &str) -> Result<Vec<Violation>> {
    if client.execute("return typeof axe === 'undefined'", vec![]).await? == Value::Bool(true) {
        client.execute(axe, vec![]).await.context("axe-core does not load")?;
    }
    client.execute(START, vec![]).await.context("axe-core does not run")?;
    let deadline = Instant::now() + PATIENCE;
    let mut result = loop {
        match client.execute("return window.axeResult;", vec![]).await? {
            Value::Null if Instant::now() < deadline => sleep(POLL).await,
            Value::Null => bail!("axe-core did not finish within {PATIENCE:?}"),
            result => break result,
        }
    };
    if let Some(error) = result.get("error") {
        bail!("axe-core failed: {error}");
    }
    Ok(serde_json::from_value(result["violations"].take())?)
}
