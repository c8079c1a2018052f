//! Without a keyring Roster says so, and keeps the session in memory only.

use anyhow::Result;
use roster_testkit::DesktopSession;

use crate::desktop::Desktop;
use crate::journey::create_the_account;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn without_a_keyring_one_signs_in_each_time() -> Result<()> {
    let session = DesktopSession::with_screen(1180, 760)?;
    session.stop_keyring()?;
    let desktop = Desktop::in_session(session).await?;
    let window = desktop.open().await?;
    create_the_account(&window).await?;
    window.shows("You’ll have to sign in each time").await?;
    window.client.close().await?;

    let window = desktop.open().await?;
    window.find("button", "Sign in").await?;
    window.client.close().await?;
    for secret in ["seven green bicycles", "\"token\""] {
        assert_eq!(
            files_with(&desktop.data(), secret)?,
            Vec::<String>::new(),
            "a secret on disk"
        );
    }
    Ok(())
}

/// The files under a folder that contain a text.
fn files_with(folder: &std::path::Path, text: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_with(&path, text)?);
        } else if std::fs::read(&path)?
            .windows(text.len())
            .any(|window| window == text.as_bytes())
        {
            found.push(path.display().to_string());
        }
    }
    Ok(found)
}
