//! Two accounts on one computer, at two servers: each on its own, and a person found in either.

use anyhow::Result;
use roster_testkit::{Server, Window};

use crate::desktop::{Desktop, rosterd};
use crate::journey::invite;
use crate::look::is_accessible;
use crate::server::connect;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn two_accounts_at_two_servers() -> Result<()> {
    let engines = Server::named(&rosterd()?, "Analytical Engines")?;
    let looms = Server::named(&rosterd()?, "Jacquard Looms")?;
    let desktop = Desktop::new().await?;
    let window = connect(&desktop, &engines).await?;
    window.open_users().await?;
    invite(&window, "Grace", "Hopper", "grace@example.com").await?;

    window.press("button", "Accounts:…").await?;
    window.press("menuitem", "Add account").await?;
    window.press("button", "Connect to a server").await?;
    window.enter_server(&looms.url).await?;
    window.sign_in().await?;
    window.find("button", "Accounts: Jacquard Looms…").await?;
    window.open_users().await?;
    window.row("Ada Lovelace").await?;
    window.find("tab", "Pending Invitations 0").await?;

    find_in_the_other_account(&window).await?;
    window.client.close().await?;

    // Both sessions are in the keyring; the account that was in view is in view again.
    let window = desktop.open().await?;
    window.find("button", "Accounts: Analytical Engines…").await?;
    sign_out(&window).await?;
    window.client.close().await?;
    Ok(())
}

async fn find_in_the_other_account(window: &Window) -> Result<()> {
    window.press("button", "Find a person…").await?;
    window.fill("Find a person", "hopper").await?;
    window.find("option", "Grace Hopper…").await?;
    is_accessible(window, "finding a person").await?;
    let field = window.find("field", "Find a person").await?;
    field.send_keys("\u{E007}").await?;
    window.gone("dialog", "Find a person").await?;
    window.find("button", "Accounts: Analytical Engines…").await?;
    window.row("Grace Hopper").await?;
    Ok(())
}

/// Signing out of one account leaves the other.
async fn sign_out(window: &Window) -> Result<()> {
    window.press("button", "Profile").await?;
    window.press("menuitem", "Sign out").await?;
    window.find("button", "Accounts: Jacquard Looms…").await?;
    window.open_users().await?;
    window.row("Ada Lovelace").await?;
    Ok(())
}
