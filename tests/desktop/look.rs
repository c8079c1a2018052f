//! A screen looked at in light and dark: accessible by axe-core's rules, and pictured when `ROSTER_SCREENSHOTS` names a folder.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use roster_testkit::{Window, violations};
use serde_json::json;

/// Looks at a screen of Roster's in both colour schemes.
pub async fn look(window: &Window, screen: &str) -> Result<()> {
    for scheme in ["dark", "light"] {
        let settle = "document.documentElement.setAttribute('data-mantine-color-scheme', args[0]); return true;";
        window.script(settle, vec![json!(scheme)]).await?;
        look_in(window, screen, scheme).await?;
    }
    Ok(())
}

/// Checks the screen as it is now, and takes its picture.
pub async fn look_in(window: &Window, screen: &str, scheme: &str) -> Result<()> {
    settled(window).await?;
    is_accessible(window, &format!("{screen} ({scheme})")).await?;
    if let Some(folder) = std::env::var_os("ROSTER_SCREENSHOTS").map(PathBuf::from) {
        std::fs::create_dir_all(&folder)?;
        window.picture(&folder.join(format!("{screen}-{scheme}.png")))?;
    }
    Ok(())
}

/// Waits until nothing moves: what fades in is neither readable nor fit to be pictured.
async fn settled(window: &Window) -> Result<()> {
    let still = "return document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect?.getComputedTiming().iterations === Infinity);";
    window.until("everything to be still", still, vec![]).await?;
    Ok(())
}

/// Fails with every rule of axe-core that the page breaks as it is now.
pub async fn is_accessible(window: &Window, screen: &str) -> Result<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(path).context("axe-core is installed with the interface's packages")?;
    let found = violations(&window.client, &axe).await?;
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    ensure!(told.is_empty(), "{screen} is not accessible:\n{}", told.join("\n"));
    Ok(())
}
