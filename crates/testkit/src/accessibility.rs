use std::fmt;

use anyhow::{Context, Result, bail};
use fantoccini::Client;
use serde::Deserialize;
use serde_json::Value;

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

const RUN: &str = "
const done = arguments[arguments.length - 1];
const place = (node) => ({ html: node.html, summary: node.failureSummary });
const violation = ({ id, help, nodes }) => ({ id, help, places: nodes.map(place) });
axe.run(document, { resultTypes: ['violations'] }).then(
    ({ violations }) => done({ violations: violations.map(violation) }),
    (error) => done({ error: String(error) }),
);";

/// Looks at the page as it is now, with the rules of axe-core, whose source (`axe.min.js`) is given.
///
/// # Errors
/// When the page cannot be looked at. Violations are no error.
pub async fn violations(client: &Client, axe: &str) -> Result<Vec<Violation>> {
    if client.execute("return typeof axe === 'undefined'", vec![]).await? == Value::Bool(true) {
        client.execute(axe, vec![]).await.context("axe-core does not load")?;
    }
    let mut result = client
        .execute_async(RUN, vec![])
        .await
        .context("axe-core does not run")?;
    if let Some(error) = result.get("error") {
        bail!("axe-core failed: {error}");
    }
    Ok(serde_json::from_value(result["violations"].take())?)
}
