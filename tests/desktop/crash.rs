//! Either side killed at its worst moment: what was acknowledged is there, once.

use anyhow::Result;
use roster_testkit::Server;

use crate::desktop::{Desktop, rosterd};
use crate::journey::invite;
use crate::rival::Rival;
use crate::server::connect_to;
use crate::wire::Wire;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn a_desktop_killed_between_storing_and_sending_sends_after_all() -> Result<()> {
    let server = Server::start(&rosterd()?)?;
    let wire = Wire::to(&server.url).await?;
    let desktop = Desktop::new().await?;
    let window = connect_to(&desktop, &wire.url).await?;
    window.open_users().await?;
    window.row("Ada Lovelace").await?;
    window.is_in_state("Up to date").await?;

    wire.cut();
    window.is_in_state("Offline").await?;
    invite(&window, "Grace", "Hopper", "grace@example.com").await?;
    window.is_in_state("1 pending change").await?;
    desktop.kill(window).await?;
    let rival = Rival::sign_in(&server).await?;
    assert_eq!(rival.users("grace").await?.len(), 0, "nothing was sent yet");

    wire.mend();
    let window = desktop.open().await?;
    window.open_users().await?;
    window.find("tab", "Pending Invitations 1").await?;
    window.is_in_state("Up to date").await?;
    assert_eq!(rival.users("grace").await?.len(), 1);
    assert_eq!(rival.invitations_of("Grace Hopper").await?, 1);
    window.client.close().await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn a_service_killed_between_commit_and_reply_does_it_once() -> Result<()> {
    let mut server = Server::start(&rosterd()?)?;
    let wire = Wire::to(&server.url).await?;
    let desktop = Desktop::new().await?;
    let window = connect_to(&desktop, &wire.url).await?;
    window.open_users().await?;
    window.row("Ada Lovelace").await?;

    wire.hold_the_reply_to(Some("POST /api/v1/users"));
    // The form closes only once the change is safe: sent, or stored here to be sent.
    let (invited, killed) = tokio::join!(invite(&window, "Grace", "Hopper", "grace@example.com"), async {
        wire.has_replied().await;
        server.kill()?;
        wire.cut();
        anyhow::Ok(())
    });
    killed?;
    invited?;
    window.is_in_state("1 pending change").await?;

    server.come_back()?;
    wire.hold_the_reply_to(None);
    wire.mend();
    window.find("tab", "Pending Invitations 1").await?;
    window.is_in_state("Up to date").await?;
    let rival = Rival::sign_in(&server).await?;
    assert_eq!(rival.users("grace").await?.len(), 1);
    assert_eq!(rival.invitations_of("Grace Hopper").await?, 1);
    window.client.close().await?;
    Ok(())
}
