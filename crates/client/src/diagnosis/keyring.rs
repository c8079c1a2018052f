use std::time::Duration;

use super::Fact;
use crate::keyring::{Keyring, KeyringError, OpenStore};

const PATIENCE: Duration = Duration::from_secs(3);

/// A name under which nothing is ever kept: asking for it tells whether the keyring answers, and has nobody asked for a password.
const NOBODYS: &str = "diagnosis";

const STORE: &str = if cfg!(windows) {
    "Windows Credential Manager"
} else if cfg!(target_os = "macos") {
    "macOS Keychain"
} else {
    "Secret Service, over D-Bus"
};

pub(super) async fn facts(open: OpenStore) -> Vec<Fact> {
    let answer = match Keyring::new(open, PATIENCE).get(NOBODYS).await {
        Ok(_) => "answers".to_owned(),
        Err(KeyringError::Locked) => "is locked, or did not answer within 3 seconds".to_owned(),
        Err(KeyringError::Unavailable(why)) => format!("cannot be used: {why}"),
    };
    vec![Fact::new("kept in", STORE), Fact::new("state", answer)]
}
