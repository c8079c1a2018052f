//! From the click on `Sign in` until the first rows are painted, and until all are here: a copy that is made from nothing.

use anyhow::{Context, Result};
use roster_testkit::{LOGIN, PASSWORD, Server, Window};
use serde::Deserialize;
use serde_json::json;

use super::figures::print_times;
use super::seat::Seat;
use super::settings::Settings;
use super::stopwatch::Stopwatch;

/// In milliseconds from the click on. On the way, what leads to the users is pressed as soon as it is there.
#[derive(Debug, Clone, Copy, Deserialize)]
struct SignedIn {
    entered: f64,
    rows: f64,
    all: f64,
}

pub async fn measure(settings: &Settings, seat: &Seat<'_>, server: &Server) -> Result<()> {
    let window = seat.open().await?;
    window.press("button", "Connect to a server").await?;
    window.enter_server(&server.url).await?;
    let stopwatch = Stopwatch::put_into(&window).await?;
    // With the administrator.
    let active = settings.users - settings.pending() + 1;
    let mut all = Vec::new();
    for _ in 0..settings.starts {
        all.push(sign_in(&window, &stopwatch, active).await?);
        window.is_in_state("Up to date").await?;
        // What is here of the account goes with the session.
        window.press("button", "Profile").await?;
        window.press("menuitem", "Sign out").await?;
        window.gone("navigation", "Main").await?;
    }
    seat.close(window).await?;
    let part = |of: fn(&SignedIn) -> f64| all.iter().map(of).collect::<Vec<_>>();
    print_times("sign-in → the first screen", &part(|one| one.entered))?;
    print_times("sign-in → the first rows", &part(|one| one.rows))?;
    print_times("sign-in → all users", &part(|one| one.all))?;
    Ok(())
}

async fn sign_in(window: &Window, stopwatch: &Stopwatch<'_>, active: u32) -> Result<SignedIn> {
    window.fill("Login email", LOGIN).await?;
    window.fill("Password", PASSWORD).await?;
    let button = window.find("button", "Sign in").await?;
    let click = async { Ok(button.click().await?) };
    let signed_in = stopwatch.measure("signIn", json!([active]), click).await?;
    signed_in.context("nothing was measured")
}
