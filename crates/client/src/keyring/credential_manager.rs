//! Secrets in Windows' own Credential Manager.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::{Keyring, platform_store};

/// Of UTF-16 units: a credential holds 2,560 bytes (`CRED_MAX_CREDENTIAL_BLOB_SIZE` in wincred.h).
const LONGEST: usize = 1_280;

fn keyring() -> Keyring {
    Keyring::new(Box::new(platform_store), Duration::from_secs(30))
}

/// A name that no other run has used.
fn name(of: &str) -> String {
    format!("test:{of}:{}", std::process::id())
}

async fn read(keyring: &Keyring, name: &str) -> Option<String> {
    let secret = keyring.get(name).await.unwrap();
    secret.map(|secret| secret.expose_secret().to_owned())
}

#[tokio::test]
async fn a_secret_is_kept_replaced_and_deleted() {
    let (keyring, name) = (keyring(), name("kept"));
    assert_eq!(read(&keyring, &name).await, None);
    keyring.set(&name, SecretString::from("first")).await.unwrap();
    // What another start of the desktop finds.
    assert_eq!(read(&self::keyring(), &name).await.as_deref(), Some("first"));
    keyring
        .set(&name, SecretString::from("Zweites, für Ødegård"))
        .await
        .unwrap();
    assert_eq!(read(&keyring, &name).await.as_deref(), Some("Zweites, für Ødegård"));
    keyring.delete(&name).await.unwrap();
    assert_eq!(read(&keyring, &name).await, None);
    keyring.delete(&name).await.unwrap();
}

#[tokio::test]
async fn what_is_too_long_is_refused_and_leaves_what_was_kept() {
    let (keyring, name) = (keyring(), name("long"));
    let longest = "s".repeat(LONGEST);
    keyring.set(&name, SecretString::from(longest.clone())).await.unwrap();
    let refused = keyring.set(&name, SecretString::from("s".repeat(LONGEST + 1))).await;
    assert!(refused.is_err(), "a secret of {} characters was taken", LONGEST + 1);
    assert_eq!(read(&keyring, &name).await, Some(longest));
    keyring.delete(&name).await.unwrap();
}
