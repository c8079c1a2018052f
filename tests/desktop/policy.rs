//! An organisation fixes the server and keeps accounts off its computers; then it makes a mistake in its policy.

use anyhow::{Result, ensure};
use roster_testkit::{Server, Window};

use crate::desktop::{Desktop, rosterd};
use crate::look::look;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn what_an_organisation_fixes_is_all_there_is_to_choose() -> Result<()> {
    let server = Server::start(&rosterd()?)?;
    let desktop = Desktop::new().await?;
    desktop.fix(&format!(
        "server = '{}'\nembedded = false\nlanguage = 'en'\n",
        server.url
    ))?;
    let window = desktop.open().await?;
    connect_to_the_only_server(&window, &server).await?;
    window.open_users().await?;
    window.row("Ada Lovelace").await?;
    diagnose(&desktop, &server)?;
    window.client.close().await?;

    desktop.fix("server = https://roster.example.com\n")?;
    let window = desktop.open().await?;
    // Who is signed in goes on, and who signs out is told what is wrong and where.
    window.press("button", "Profile").await?;
    window.press("menuitem", "Sign out").await?;
    window
        .shows("Your organization’s settings can’t be used as they are")
        .await?;
    window.shows("policy.toml is not valid TOML: line 1").await?;
    look(&window, "policy-wrong").await?;
    window.sign_in().await?;
    window.client.close().await?;
    Ok(())
}

async fn connect_to_the_only_server(window: &Window, server: &Server) -> Result<()> {
    window.shows("Your organization has set this address.").await?;
    ensure!(
        window.value("Server address").await? == server.url,
        "it is the one that was set"
    );
    let field = window.find("field", "Server address").await?;
    ensure!(field.attr("readonly").await?.is_some(), "nobody else can set it");
    ensure!(
        !window.has("button", "Use on this computer").await?,
        "nothing is kept here"
    );
    ensure!(!window.has("button", "Back").await?, "there is nothing to go back to");
    window.shows("Language: English, set by your organization").await?;
    look(window, "policy-server").await?;
    window.press("button", "Connect").await?;
    window
        .shows(&format!("To {}, the server your organization has set.", server.url))
        .await?;
    ensure!(!window.has("button", "Use another server").await?, "there is no other");
    look(window, "policy-sign-in").await?;
    window.sign_in().await
}

/// What is told in the terminal while the window is open.
fn diagnose(desktop: &Desktop, server: &Server) -> Result<()> {
    let told = desktop.ask("--diagnose")?;
    for fact in [
        format!("\n  in force: server: {}\n", server.url),
        "\n  state: answers\n".to_owned(),
        "\n  Roster is open: yes\n".to_owned(),
        format!(
            "\n  account 1: at {}/; its session is in the keyring; copy of ",
            server.url
        ),
    ] {
        ensure!(told.contains(&fact), "{fact:?} is not told:\n{told}");
    }
    for name in ["Ada", "Lovelace", "ada@example.com", "Analytical"] {
        ensure!(!told.contains(name), "{name} is told:\n{told}");
    }
    Ok(())
}
