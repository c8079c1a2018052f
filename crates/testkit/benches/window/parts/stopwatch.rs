use std::time::Duration;

use anyhow::{Context, Result};
use fantoccini::elements::Element;
use fantoccini::wd::TimeoutConfiguration;
use roster_testkit::Window;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// How long one script may run.
const PATIENCE: Duration = Duration::from_mins(10);

/// What measures within the page of a window (`stopwatch.js`).
#[derive(Debug)]
pub struct Stopwatch<'window> {
    window: &'window Window,
}

impl<'window> Stopwatch<'window> {
    /// Puts it into the page.
    pub async fn put_into(window: &'window Window) -> Result<Self> {
        let timeouts = TimeoutConfiguration::new(Some(PATIENCE), Some(PATIENCE), Some(Duration::ZERO));
        window.client.update_timeouts(timeouts).await?;
        window.script(include_str!("stopwatch.js"), vec![]).await?;
        Ok(Self { window })
    }

    /// Calls one of its functions, and waits for what it gives.
    pub async fn call<T: DeserializeOwned>(&self, function: &str, arguments: Value) -> Result<T> {
        let script = "return window.stopwatch[args[0]](...args[1]);";
        let given = self
            .window
            .client
            .execute(&plain(script), vec![json!(function), arguments])
            .await?;
        read(function, given)
    }

    /// Has it wait for an input event, which comes with `press`, and gives what it measured from there on; nothing where nothing
    /// changed.
    pub async fn measure<T: DeserializeOwned>(
        &self,
        function: &str,
        arguments: Value,
        press: impl Future<Output = Result<()>>,
    ) -> Result<Option<T>> {
        let arm = "window.stopwatch.armed = window.stopwatch[args[0]](...args[1]); return true;";
        let client = &self.window.client;
        client.execute(&plain(arm), vec![json!(function), arguments]).await?;
        press.await?;
        let measured = client.execute("return window.stopwatch.armed;", vec![]).await?;
        read(function, measured)
    }

    /// From a click on an element until the last change of the rows below `place`.
    pub async fn rows_after_click<T: DeserializeOwned>(&self, place: &str, element: &Element) -> Result<T> {
        let click = async { Ok(element.click().await?) };
        let measured = self.measure("rowsAfter", json!(["click", place]), click).await?;
        measured.context("a click changed no row")
    }
}

fn plain(body: &str) -> String {
    format!("const args = arguments; {body}")
}

fn read<T: DeserializeOwned>(function: &str, value: Value) -> Result<T> {
    let shown = value.to_string();
    serde_json::from_value(value).with_context(|| format!("{function} gave {shown:.300}"))
}
