//! The web view is a window of an application: its page comes back by itself, and nothing in it is a browser's.

use std::collections::HashSet;
use std::time::Duration;

use anyhow::{Result, ensure};
use roster_testkit::{Window, left_out};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::desktop::Desktop;
use crate::journey::create_the_account;

const PATIENCE: Duration = Duration::from_mins(2);
const POLL: Duration = Duration::from_millis(200);

/// Magenta, which no page of Roster's has.
const PAINT: [u8; 3] = [255, 0, 255];

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
    // A page that is one colour from edge to edge: what is seen afterwards cannot be a picture left over from it.
    window
        .script(
            "document.body.replaceChildren(); for (const element of [document.documentElement, document.body]) element.style.background = '#ff00ff'; return true;",
            vec![],
        )
        .await?;
    if desktop.picture().is_none() {
        left_out("that the page is seen to come back", "imagemagick");
        return Ok(());
    }
    until_seen(&desktop, "the page never took the colour", is_painted_over).await?;
    // WebDriver's session ends with the page's process; what comes back is seen on the screen.
    desktop.kill_page()?;
    until_seen(&desktop, "the page did not come back", |picture| {
        shows_text(picture) && !is_painted_over(picture)
    })
    .await?;
    ensure!(desktop.has_page()?, "no process draws the page");
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
    // A length would be scaled twice, and the icons become blots.
    let strokes =
        "return [...document.querySelectorAll('svg[stroke-width]')].map((icon) => getComputedStyle(icon).strokeWidth);";
    let strokes: Vec<String> = serde_json::from_value(window.script(strokes, vec![]).await?)?;
    ensure!(
        !strokes.is_empty() && strokes.iter().all(|stroke| stroke.ends_with('%')),
        "strokes of icons that are lengths: {strokes:?}"
    );
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
        None => left_out("the brightness of the window as it opens", "imagemagick"),
    }
    window.client.close().await?;
    Ok(())
}

/// Waits until the screen looks as asked.
async fn until_seen(desktop: &Desktop, problem: &'static str, as_asked: impl Fn(&[u8]) -> bool) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while !desktop.picture().is_some_and(|picture| as_asked(&picture)) {
        ensure!(Instant::now() < deadline, problem);
        tokio::time::sleep(POLL).await;
    }
    Ok(())
}

/// Whether most dots of the picture have the colour that the test gave to the page.
fn is_painted_over(picture: &[u8]) -> bool {
    let painted = picture.chunks(3).filter(|dot| *dot == PAINT).count();
    painted > picture.len() / 3 / 2
}

/// Whether there is text: its smooth edges have many colours, an empty page has one.
fn shows_text(picture: &[u8]) -> bool {
    let colours: HashSet<&[u8]> = picture.chunks(3).collect();
    colours.len() >= 32
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
