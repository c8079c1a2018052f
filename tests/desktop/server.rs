//! Desktops that connect to a server, a service of its own process.

use anyhow::Result;
use roster_testkit::{Server, Window};

use crate::desktop::{Desktop, rosterd};

/// Signs in at a server from first start on.
pub async fn connect(desktop: &Desktop, server: &Server) -> Result<Window> {
    connect_to(desktop, &server.url).await
}

/// The same by an address that leads to a server.
pub async fn connect_to(desktop: &Desktop, url: &str) -> Result<Window> {
    let window = desktop.open().await?;
    window.press("button", "Connect to a server").await?;
    window.fill("Server address", "nonsense::").await?;
    window.press("button", "Connect").await?;
    window
        .until(
            "an error beside the field",
            "return aria.find('field', 'Server address')[0]?.getAttribute('aria-invalid') === 'true';",
            vec![],
        )
        .await?;
    window.enter_server(url).await?;
    window.sign_in().await?;
    Ok(window)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn a_desktop_works_with_a_server() -> Result<()> {
    let server = Server::start(&rosterd()?)?;
    let desktop = Desktop::new().await?;
    let window = connect(&desktop, &server).await?;
    window.open_users().await?;
    window.row("Ada Lovelace").await?;
    // What an operator adds on the server is on screen without anyone pressing anything.
    server.seed(3, 2)?;
    window.find("tab", "Active Users 4").await?;
    window.find("tab", "Pending Invitations 2").await?;
    assert!(!window.has("link", "Mailbox").await?, "a server sends its mails itself");
    window.client.close().await?;
    Ok(())
}
