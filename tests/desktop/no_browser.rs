//! The web view is a window of an application: its page comes back by itself, and nothing in it is a browser's.

use std::time::Duration;

use anyhow::{Result, ensure};
use roster_testkit::Window;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::desktop::Desktop;
use crate::journey::create_the_account;

const PATIENCE: Duration = Duration::from_mins(2);
const POLL: Duration = Duration::from_millis(200);

/// Keys as WebDriver names them (W3C WebDriver, section 17.4.2).
const CONTROL: &str = "\u{E009}";
const ALT: &str = "\u{E00A}";
const RELEASE: &str = "\u{E000}";
const F5: &str = "\u{E035}";
const LEFT: &str = "\u{E012}";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn a_page_whose_process_is_killed_comes_back() -> Result<()> {
    let desktop = Desktop::new().await?;
    let window = desktop.open().await?;
    window.find("button", "Use on this computer").await?;
    let Some(before) = desktop.picture() else {
        println!("Left out: ImageMagick is not installed, which sees the page come back.");
        return Ok(());
    };
    // WebDriver's session ends with the page's process; what comes back is seen on the screen.
    desktop.kill_page()?;
    let deadline = Instant::now() + PATIENCE;
    while !desktop.has_page()? || desktop.picture().as_ref() != Some(&before) {
        ensure!(Instant::now() < deadline, "the page did not come back");
        tokio::time::sleep(POLL).await;
    }
    desktop.kill(window).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn a_browsers_keys_do_nothing_and_zoom_is_kept() -> Result<()> {
    let desktop = Desktop::new().await?;
    let window = desktop.open().await?;
    create_the_account(&window).await?;
    window.press("link", "Clients").await?;
    window.script("window.before = true; return true;", vec![]).await?;
    let place = "return window.before && location.hash;";
    let there = window.script(place, vec![]).await?;
    for keys in [
        F5.to_owned(),
        format!("{CONTROL}r{RELEASE}"),
        format!("{ALT}{LEFT}{RELEASE}"),
    ] {
        type_keys(&window, &keys).await?;
        ensure!(
            window.script(place, vec![]).await? == there,
            "the page was left by {keys:?}"
        );
    }
    menus(&window).await?;

    let wide = inner_width(&window).await?;
    type_keys(&window, &format!("{CONTROL}+{RELEASE}")).await?;
    narrower_than(&window, &wide).await?;
    window.client.close().await?;
    let window = desktop.open().await?;
    window.find("navigation", "Main").await?;
    narrower_than(&window, &wide).await?;
    type_keys(&window, &format!("{CONTROL}0{RELEASE}")).await?;
    window
        .until("no zoom", "return window.innerWidth === args[0];", vec![json!(wide)])
        .await?;
    window.client.close().await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn a_dark_window_is_dark_from_the_first_moment() -> Result<()> {
    let desktop = Desktop::new().await?;
    std::fs::create_dir_all(desktop.data())?;
    std::fs::write(
        desktop.data().join("appearance.json"),
        r#"{"colours":"dark","zoom":100}"#,
    )?;
    let (window, brightest) = desktop.open_watched().await?;
    window.find("button", "Use on this computer").await?;
    let dark = "return document.documentElement.dataset.mantineColorScheme === 'dark';";
    ensure!(
        window.script(dark, vec![]).await? == json!(true),
        "the page is not dark"
    );
    match brightest {
        Some(brightest) => ensure!(brightest < 100, "the window was bright for a moment: {brightest}"),
        None => println!("Left out: ImageMagick is not installed, which watches the window open."),
    }
    window.client.close().await?;
    Ok(())
}

/// A menu there is only where there is something to cut, copy or paste.
async fn menus(window: &Window) -> Result<()> {
    let asked = "const event = new MouseEvent('contextmenu', { bubbles: true, cancelable: true });
        return document.querySelector(args[0]).dispatchEvent(event);";
    ensure!(window.script(asked, vec![json!("main")]).await? == json!(false));
    window.open_users().await?;
    window.find("searchbox", "Search users").await?;
    ensure!(window.script(asked, vec![json!("input[type=search]")]).await? == json!(true));
    Ok(())
}

async fn type_keys(window: &Window, keys: &str) -> Result<()> {
    let body = window.client.find(fantoccini::Locator::Css("body")).await?;
    Ok(body.send_keys(keys).await?)
}

async fn inner_width(window: &Window) -> Result<Value> {
    window.script("return window.innerWidth;", vec![]).await
}

async fn narrower_than(window: &Window, wide: &Value) -> Result<()> {
    window
        .until(
            "the page to be zoomed",
            "return window.innerWidth < args[0];",
            vec![wide.clone()],
        )
        .await?;
    Ok(())
}
