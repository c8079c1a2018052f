//! The screens there are only with a server, and those of work without it, in light and dark.

use anyhow::Result;
use roster_testkit::{Server, Window};
use serde_json::json;

use crate::desktop::{Desktop, rosterd};
use crate::journey::invite;
use crate::look::look;
use crate::offline::change_last_name;
use crate::rival::Rival;
use crate::server::{connect, connect_to};
use crate::wire::Wire;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn every_screen_of_work_without_a_network_is_accessible() -> Result<()> {
    let server = Server::start(&rosterd()?)?;
    server.seed(40, 3)?;
    let wire = Wire::to(&server.url).await?;
    let desktop = Desktop::new().await?;
    let window = connect_to(&desktop, &wire.url).await?;
    window.open_users().await?;
    window.find("tab", "Active Users 41").await?;
    // The first picture in README.md: a list worth looking at, and nothing that has just happened.
    look(&window, "users").await?;
    invite(&window, "Grace", "Hopper", "grace@example.com").await?;
    window.press("tab", "Pending Invitations…").await?;
    window.row("Grace Hopper").await?;

    wire.cut();
    window.is_in_state("Offline").await?;
    window.press("button", "Create User").await?;
    window.shows("Roster checks whether it’s available").await?;
    look(&window, "offline-wizard").await?;
    window.press("button", "Close").await?;
    change_last_name(&window, "Grace Hopper", "Brewster").await?;
    let rival = Rival::sign_in(&server).await?;
    rival.invite("Alan", "Turing", "alan@example.com").await?;
    invite(&window, "George", "Boole", "alan@example.com").await?;
    invite(&window, "Zoë", "Brontë", "zoe@example.com").await?;
    look(&window, "offline-users").await?;
    window.press("button", "Pending changes").await?;
    window.find("heading", "Invite Zoë Brontë").await?;
    look(&window, "pending-changes").await?;
    window.press("button", "Close").await?;

    // What the service refuses, and what someone else has changed meanwhile.
    rival.edit("grace", json!({ "lastName": "Murray" })).await?;
    wire.mend();
    window.is_in_state("2 need your attention").await?;
    window.press("button", "Pending changes").await?;
    window.find("button", "Edit").await?;
    look(&window, "pending-attention").await?;
    window.press("button", "Choose").await?;
    window
        .find("dialog", "Grace Hopper was changed in the meantime")
        .await?;
    look(&window, "conflict").await?;
    window.client.close().await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn every_screen_of_several_accounts_is_accessible() -> Result<()> {
    let engines = Server::named(&rosterd()?, "Analytical Engines")?;
    let looms = Server::named(&rosterd()?, "Jacquard Looms")?;
    engines.seed(12, 0)?;
    looms.seed(12, 2)?;
    let desktop = Desktop::new().await?;
    let window = connect(&desktop, &engines).await?;
    window.press("button", "Accounts:…").await?;
    window.press("menuitem", "Add account").await?;
    window.press("button", "Connect to a server").await?;
    window.enter_server(&looms.url).await?;
    window.find("field", "Login email").await?;
    look(&window, "add-account-sign-in").await?;
    window.sign_in().await?;
    window.open_users().await?;
    window.find("tab", "Active Users 13").await?;
    window.press("button", "Accounts:…").await?;
    window.find("menuitem", "Add account").await?;
    look(&window, "accounts").await?;
    window
        .find("menuitem", "Add account")
        .await?
        .send_keys("\u{E00C}")
        .await?;
    find_a_person(&window).await?;
    audit_log(&window).await?;
    forgotten_password(&window).await?;
    window.client.close().await?;
    Ok(())
}

async fn find_a_person(window: &Window) -> Result<()> {
    window.press("button", "Find a person…").await?;
    window.fill("Find a person", "ada").await?;
    window.find("option", "Ada Lovelace…").await?;
    look(window, "find-a-person").await?;
    window.press("button", "Close").await?;
    window.gone("dialog", "Find a person").await
}

async fn audit_log(window: &Window) -> Result<()> {
    window.press("tab", "Audit log").await?;
    window.row("Account created").await?;
    look(window, "audit-log").await?;
    window.press("button", "Account created…").await?;
    window.find("dialog", "…").await?;
    look(window, "audit-event").await?;
    window.press("button", "Close").await?;
    window.gone("dialog", "…").await
}

/// Signing out of one account leads to the other, and of that one to the sign-in.
async fn forgotten_password(window: &Window) -> Result<()> {
    window.press("button", "Profile").await?;
    window.press("menuitem", "Sign out").await?;
    window.find("button", "Accounts: Analytical Engines…").await?;
    window.press("button", "Profile").await?;
    window.press("menuitem", "Sign out").await?;
    window.find("button", "Sign in").await?;
    look(window, "sign-in-server").await?;
    window.fill("Login email", "ada@example.com").await?;
    window.press("button", "Forgot your password?").await?;
    window.shows("Check your email").await?;
    look(window, "forgot-password").await
}
