//! What is logged, by the desktop and by the service beside it, when everything is logged.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

#[path = "../../../src-tauri/src/embedded.rs"]
mod embedded;
#[path = "desktop/support.rs"]
#[allow(dead_code, reason = "another test uses the rest")]
mod support;

use std::io::Write;
use std::sync::{Arc, Mutex};

use roster_client::view::PasswordChange;
use roster_domain::Role;
use tracing_subscriber::fmt::MakeWriter;

use support::{Computer, PASSWORD, person, until_up_to_date, with_account};

/// Keeps every line.
#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// A secret of the session that is in the keyring.
async fn kept(computer: &Computer, desktop: &Arc<roster_client::Desktop>, what: &str) -> String {
    let settings = std::fs::read_to_string(computer.data.path().join("desktop.json")).unwrap();
    let settings: serde_json::Value = serde_json::from_str(&settings).unwrap();
    let whose = match what {
        "device token" => "ada@example.com".to_owned(),
        _ => desktop.status().await.session.unwrap().me.user.id.to_string(),
    };
    let name = format!(
        "{what} of {whose} at this computer ({})",
        settings["installation"].as_str().unwrap()
    );
    computer
        .keyring
        .build("app.roster.desktop", &name, None)
        .unwrap()
        .get_password()
        .unwrap()
}

#[tokio::test]
async fn no_secret_is_in_any_log() {
    let captured = Captured::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(captured.clone());
    subscriber.init();
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    let invited = support::done(desktop.create_user(person("Zoë", Role::User)).await)
        .user
        .id;
    let link = desktop.copy_invitation_link(invited).await.unwrap().url;
    support::accept(&link).await;
    let another = support::done(desktop.create_user(person("Max", Role::User)).await)
        .user
        .id;
    desktop.resend_invitation(another).await.unwrap();
    let new = "another long one, please";
    let change = PasswordChange {
        current_password: PASSWORD.into(),
        new_password: new.into(),
    };
    desktop.change_password(change).await.unwrap();
    until_up_to_date(&desktop).await;
    let token = kept(&computer, &desktop, "session token").await;
    let key = kept(&computer, &desktop, "replica key").await;
    let device = kept(&computer, &desktop, "device token").await;
    tracing::trace!(status = ?desktop.status().await, "and what a careless line would print");
    tracing::trace!(?desktop, "of everything there is");
    desktop.sign_out().await.unwrap();
    desktop.shut_down().await;

    let log = String::from_utf8_lossy(&captured.0.lock().unwrap()).into_owned();
    assert!(
        log.contains("of everything there is") && log.contains("keyring"),
        "everything is logged"
    );
    let link = link.rsplit('/').next().unwrap();
    for (what, secret) in [
        ("password", PASSWORD),
        ("new password", new),
        ("token", &token),
        ("key", &key),
        ("device token", &device),
        ("link", link),
    ] {
        assert!(secret.len() > 20, "{what} is what it should be");
        let leak = log.lines().find(|line| line.contains(secret));
        assert_eq!(leak, None, "the {what} is in the log");
    }
}
