use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use fantoccini::Client;
use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::server::{LOGIN, PASSWORD};

const ARIA: &str = include_str!("aria.js");

/// How long anything in the window may take before a test gives up. Generous: it bounds a failure, not a success.
const PATIENCE: Duration = Duration::from_mins(2);
const POLL: Duration = Duration::from_millis(50);

/// A page in a WebDriver session, the desktop's window or a browser, as a person finds their way in it: by role and accessible name.
#[derive(Debug, Clone)]
pub struct Window {
    pub client: Client,
    /// The X display it is on.
    pub display: String,
}

impl Window {
    pub fn new(client: Client, display: String) -> Self {
        Self { client, display }
    }

    /// Takes a picture of the screen. Not through WebDriver: of a window of Tauri's, WebKit's driver never answers with one.
    pub fn picture(&self, file: &Path) -> Result<()> {
        let mut import = Command::new("import");
        import
            .args(["-window", "root", "-depth", "8"])
            .arg(file)
            .env("DISPLAY", &self.display);
        let taken = import
            .status()
            .context("ImageMagick takes the pictures: apt-get install imagemagick")?;
        ensure!(taken.success(), "import ended with {taken}");
        Ok(())
    }

    /// Runs a script which sees `aria` and its arguments as `args`.
    pub async fn script(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        let script = format!("const aria = {ARIA}; const args = arguments; {body}");
        Ok(self.client.execute(&script, arguments).await?)
    }

    /// Polls until a script gives something other than false, null or an error.
    pub async fn until(&self, what: &str, body: &str, arguments: Vec<Value>) -> Result<Value> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let seen = self.script(body, arguments.clone()).await;
            if let Ok(value) = &seen
                && !matches!(value, Value::Null | Value::Bool(false))
            {
                return Ok(value.clone());
            }
            if Instant::now() > deadline {
                let page = self.script("return aria.text();", vec![]).await.unwrap_or_default();
                bail!("waited in vain for {what}; last seen {seen:?}; the page says: {page}");
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// The one visible element of a role and name, once it is there.
    pub async fn find(&self, role: &str, name: &str) -> Result<Element> {
        let found = self
            .until(
                &format!("{role} \"{name}\""),
                "const found = aria.find(args[0], args[1]); return found.length > 0 ? found[found.length - 1] : null;",
                vec![json!(role), json!(name)],
            )
            .await?;
        Ok(Element::from_element_id(self.client.clone(), element_id(&found)?))
    }

    /// Whether there is such an element now.
    pub async fn has(&self, role: &str, name: &str) -> Result<bool> {
        let found = self
            .script(
                "return aria.find(args[0], args[1]).length > 0;",
                vec![json!(role), json!(name)],
            )
            .await?;
        Ok(found == Value::Bool(true))
    }

    /// Waits until there is no such element.
    pub async fn gone(&self, role: &str, name: &str) -> Result<()> {
        let script = "return aria.find(args[0], args[1]).length === 0;";
        self.until(&format!("no {role} \"{name}\""), script, vec![json!(role), json!(name)])
            .await?;
        Ok(())
    }

    /// Clicks what has this role and name, once it is there, enabled and not covered.
    pub async fn press(&self, role: &str, name: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let element = self.find(role, name).await?;
            match element.click().await {
                Ok(()) => return Ok(()),
                // Still sliding in, or replaced by a newer one: look again.
                Err(error) if Instant::now() > deadline => {
                    return Err(error).with_context(|| format!("pressing {role} \"{name}\""));
                }
                Err(_) => tokio::time::sleep(POLL).await,
            }
        }
    }

    /// Presses a key together with Control.
    pub async fn press_with_control(&self, key: char) -> Result<()> {
        let active = self.client.active_element().await?;
        active.send_keys(&format!("\u{E009}{key}\u{E000}")).await?;
        Ok(())
    }

    /// Types into a field, over what was there.
    pub async fn fill(&self, label: &str, value: &str) -> Result<()> {
        let field = self.find("field", label).await?;
        let script = "args[0].focus(); args[0].select?.(); return true;";
        self.script(script, vec![serde_json::to_value(&field)?]).await?;
        if value.is_empty() {
            field.send_keys("\u{E003}").await?;
        } else {
            field.send_keys(value).await?;
        }
        let seen = self.value(label).await?;
        ensure!(seen == value, "field \"{label}\" holds {seen:?} after typing {value:?}");
        Ok(())
    }

    /// What a field holds.
    pub async fn value(&self, label: &str) -> Result<String> {
        let value = self
            .until(
                &format!("field \"{label}\""),
                "return aria.find('field', args[0]).at(-1)?.value ?? null;",
                vec![json!(label)],
            )
            .await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the page shows a text.
    pub async fn shows(&self, text: &str) -> Result<()> {
        self.until(
            &format!("the text \"{text}\""),
            "return aria.text().includes(args[0]);",
            vec![json!(text)],
        )
        .await?;
        Ok(())
    }

    /// Goes to the account's users.
    pub async fn open_users(&self) -> Result<()> {
        self.press("link", "Settings").await?;
        self.press("tab", "User Management").await
    }

    /// Answers the start screen's question for the server's address.
    pub async fn enter_server(&self, url: &str) -> Result<()> {
        self.fill("Server address", url).await?;
        self.press("button", "Connect").await
    }

    /// Signs in as the administrator that every [`Server`](crate::Server) has.
    pub async fn sign_in(&self) -> Result<()> {
        self.fill("Login email", LOGIN).await?;
        self.fill("Password", PASSWORD).await?;
        self.press("button", "Sign in").await?;
        self.find("navigation", "Main").await?;
        Ok(())
    }

    /// Waits until the status of the sync says something.
    pub async fn is_in_state(&self, words: &str) -> Result<()> {
        self.until(
            &format!("the sync to say \"{words}\""),
            "return aria.find('status', 'Sync')[0]?.innerText.includes(args[0]) ?? false;",
            vec![json!(words)],
        )
        .await?;
        Ok(())
    }

    /// Waits until the row of a table that contains a text is there.
    pub async fn row(&self, text: &str) -> Result<String> {
        let script = "const row = aria.find('row', null).find((row) => row.innerText.includes(args[0])); return row ? row.innerText : null;";
        let row = self
            .until(&format!("a row with \"{text}\""), script, vec![json!(text)])
            .await?;
        Ok(row.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until no row of a table contains a text.
    pub async fn no_row(&self, text: &str) -> Result<()> {
        let script = "return !aria.find('row', null).some((row) => row.innerText.includes(args[0]));";
        self.until(&format!("no row with \"{text}\""), script, vec![json!(text)])
            .await?;
        Ok(())
    }
}

fn element_id(value: &Value) -> Result<ElementRef> {
    // The key that WebDriver (W3C, section 12.2) marks an element reference with.
    const KEY: &str = "element-6066-11e4-a52e-4f735466cecf";
    let id = value
        .get(KEY)
        .and_then(Value::as_str)
        .context("the script gave no element")?;
    Ok(id.to_owned().into())
}
