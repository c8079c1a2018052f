//! Secrets that outlive the process: in the operating system's keyring, and nowhere else.

#[cfg(all(test, windows))]
mod credential_manager;
mod platform;
mod thread;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use keyring_core::{CredentialStore, Error};
use secrecy::SecretString;

pub use platform::platform_store;
use thread::{Request, Worker};

/// What every entry is filed under.
const SERVICE: &str = "app.roster.desktop";

/// By how much less one waits for a keyring that has just not answered.
const SHORTER: u32 = 20;

/// Opens the keyring; asked again until it succeeds.
pub type OpenStore = Box<dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send>;

/// Why the keyring did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// It is there and did not open in time: it waits for its password, or was refused it.
    #[error("the keyring is locked")]
    Locked,
    /// There is none, or it does not work.
    #[error("{0}")]
    Unavailable(String),
}

impl From<Error> for KeyringError {
    fn from(error: Error) -> Self {
        match error {
            Error::NoStorageAccess(_) => Self::Locked,
            other => Self::Unavailable(other.to_string()),
        }
    }
}

/// The keyring, on a thread of its own: it may ask the person for a password and block for as long as they think.
#[derive(Debug)]
pub struct Keyring {
    worker: Worker,
    patience: Duration,
    /// The last call was not answered in time: the next one only looks whether that has changed, so that one who is not
    /// going to open the keyring does not wait anew at each step.
    stuck: AtomicBool,
}

impl Keyring {
    /// `patience` is how long one call may take before the keyring counts as locked.
    pub fn new(open: OpenStore, patience: Duration) -> Self {
        Self {
            worker: Worker::start(open),
            patience,
            stuck: AtomicBool::new(false),
        }
    }

    /// The secret of that name, when there is one.
    pub async fn get(&self, name: &str) -> Result<Option<SecretString>, KeyringError> {
        self.ask(Request::Get(name.to_owned())).await
    }

    pub async fn set(&self, name: &str, secret: SecretString) -> Result<(), KeyringError> {
        self.ask(Request::Set(name.to_owned(), secret)).await.map(|_| ())
    }

    /// Deletes the secret of that name; that there is none is as well.
    pub async fn delete(&self, name: &str) -> Result<(), KeyringError> {
        self.ask(Request::Delete(name.to_owned())).await.map(|_| ())
    }

    /// Somebody says that they have opened it: the next call waits as long as the first one did.
    pub fn may_be_open(&self) {
        self.stuck.store(false, Ordering::Release);
    }

    async fn ask(&self, request: Request) -> Result<Option<SecretString>, KeyringError> {
        let patience = if self.stuck.load(Ordering::Acquire) {
            self.patience / SHORTER
        } else {
            self.patience
        };
        let answer = tokio::time::timeout(patience, self.worker.send(request)).await;
        self.stuck.store(answer.is_err(), Ordering::Release);
        match answer {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(KeyringError::Unavailable("the keyring's thread has ended".to_owned())),
            Err(_) => Err(KeyringError::Locked),
        }
    }
}
