use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use keyring_core::{CredentialStore, Error};

/// Whether `keyring` has been asked: what it finds the first time, it goes on believing.
static ASKED: AtomicBool = AtomicBool::new(false);

/// The operating system's keyring: Secret Service, Keychain or Credential Manager.
///
/// Each further call, made because the one before did not work, connects anew: a Secret Service may appear after the
/// desktop was started, or be started again.
pub fn platform_store() -> keyring_core::Result<Arc<CredentialStore>> {
    if !ASKED.swap(true, Ordering::AcqRel)
        && let Ok(store) = chosen_by_keyring()
    {
        return Ok(store);
    }
    connect_anew()
}

fn chosen_by_keyring() -> keyring_core::Result<Arc<CredentialStore>> {
    if let Err(error) = keyring::Entry::store_status() {
        return Err(Error::PlatformFailure(error.to_string().into()));
    }
    keyring_core::get_default_store().ok_or(Error::NoDefaultStore)
}

#[cfg(all(unix, not(target_os = "macos")))]
fn connect_anew() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

/// Keychain and Credential Manager are part of the system: they are there from the start, and no connection to them breaks.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn connect_anew() -> keyring_core::Result<Arc<CredentialStore>> {
    chosen_by_keyring()
}
