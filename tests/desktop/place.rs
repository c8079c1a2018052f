//! The window closes with nothing lost that was typed, and opens where it was.

use std::process::Command;

use anyhow::{Result, ensure};
use roster_testkit::{Window, left_out};
use serde_json::json;

use crate::desktop::Desktop;
use crate::journey::{create_the_account, invite};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn nothing_typed_is_lost_with_the_window_and_its_place_is_kept() -> Result<()> {
    let desktop = Desktop::new().await?;
    let window = desktop.open().await?;
    create_the_account(&window).await?;
    invite(&window, "Grace", "Hopper", "grace@example.com").await?;
    focus_returns(&window).await?;
    window.fill("Search users", "grace").await?;
    window.press("tab", "Pending Invitations…").await?;

    window.press("button", "Create User").await?;
    window.fill("First name", "Alan").await?;
    window.press_with_control('w').await?;
    window.find("dialog", "Discard what you typed?").await?;
    picture_for_eyes(&window, "closing-with-a-form")?;
    window.press("button", "Keep editing").await?;
    window.gone("dialog", "Discard what you typed?").await?;
    ensure!(window.value("First name").await? == "Alan", "what was typed is lost");
    window.press("button", "Close").await?;
    window.press("button", "Discard").await?;
    window.gone("dialog", "Create User").await?;

    let sized = move_to(&window, "60", "40", "900", "620")?;
    let size = "return innerWidth === 900 && innerHeight === 620;";
    if sized {
        window.until("the window to be smaller", size, vec![]).await?;
    }
    // What one looks at is noted a moment after it changed.
    let noted = "return Object.values(localStorage).some((kept) => kept.includes('\"search\":\"grace\"') && kept.includes('\"list\":\"pending\"'));";
    window.until("the place to be noted", noted, vec![]).await?;
    // The driver may see the window end before its keys are up again.
    let _ = window.press_with_control('q').await;
    desktop.closed(window).await?;
    ensure!(desktop.data().join("window.json").is_file(), "the place is not kept");

    let window = desktop.open().await?;
    if sized {
        let as_before = "the window to be as large as it was";
        window.until(as_before, size, vec![]).await?;
    }
    window.find("tab", "Pending Invitations…").await?;
    window.row("Grace Hopper").await?;
    ensure!(window.value("Search users").await? == "grace", "the search is lost");
    picture_for_eyes(&window, "opened-where-it-was")?;
    window.client.close().await?;
    Ok(())
}

/// After a resend the focus is on its button, and the ring is there.
async fn focus_returns(window: &Window) -> Result<()> {
    window.press("tab", "Pending Invitations…").await?;
    let name = "Resend invitation of Grace Hopper";
    window.find("button", name).await?;
    let focus = "aria.find('button', args[0]).at(-1).focus(); return true;";
    window.script(focus, vec![json!(name)]).await?;
    window.client.active_element().await?.send_keys("\u{E007}").await?;
    window.shows("Invitation sent again").await?;
    let there = "return document.activeElement === aria.find('button', args[0]).at(-1);";
    window.until("the focus on Resend", there, vec![json!(name)]).await?;
    let ring = "const style = getComputedStyle(document.activeElement); return style.outlineStyle === 'solid' && style.outlineWidth === '2px';";
    window.until("the ring around it", ring, vec![]).await?;
    picture_for_eyes(window, "focus-after-resend")
}

/// Moves the window and gives it another size; not where there is no xdotool, which the test says.
fn move_to(window: &Window, x: &str, y: &str, width: &str, height: &str) -> Result<bool> {
    let search = ["search", "--onlyvisible", "--name", "Roster"];
    for action in [["windowsize", width, height], ["windowmove", x, y]] {
        let mut xdotool = Command::new("xdotool");
        let Ok(status) = xdotool
            .args(search)
            .args(action)
            .env("DISPLAY", &window.display)
            .status()
        else {
            left_out("the window's size and place", "xdotool");
            return Ok(false);
        };
        ensure!(status.success(), "xdotool ended with {status}");
    }
    Ok(true)
}

/// A picture where `ROSTER_SCREENSHOTS` names a folder.
fn picture_for_eyes(window: &Window, name: &str) -> Result<()> {
    match std::env::var_os("ROSTER_SCREENSHOTS") {
        Some(folder) => window.picture(&std::path::PathBuf::from(folder).join(format!("{name}.png"))),
        None => Ok(()),
    }
}
