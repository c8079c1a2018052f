//! The service inside this process, as far as the desktop depends on it.

use std::fmt::Debug;
use std::path::PathBuf;
use std::pin::Pin;

use roster_contract::Problem;
use url::Url;

use crate::view::NewAccount;

/// What will be there later.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Starts the service on this computer.
pub trait EmbeddedHost: Debug + Send + Sync {
    /// `folder` is where its database, key and mails are. It listens at the preferred port, if that is free.
    fn start(
        &self,
        folder: PathBuf,
        preferred_port: Option<u16>,
    ) -> Pending<'_, Result<Box<dyn EmbeddedService>, EmbeddedError>>;
}

/// The service while it runs.
pub trait EmbeddedService: Debug + Send + Sync {
    /// Where it listens: `http://127.0.0.1:PORT`.
    fn url(&self) -> Url;

    /// Whether there is someone who could sign in.
    fn has_accounts(&self) -> Pending<'_, Result<bool, EmbeddedError>>;

    /// Makes an account and its first administrator, who is active at once.
    fn create_account(&self, account: NewAccount) -> Pending<'_, Result<(), Problem>>;

    /// Where the mails it wrote are, one `.eml` a mail.
    fn mail_folder(&self) -> PathBuf;

    /// Lets what is in flight finish, then stops.
    fn stop(&self) -> Pending<'_, ()>;
}

/// Why the service on this computer does not work. Its data was not touched.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    #[error("The database on this computer was written by a newer Roster. Install that version to use it.")]
    DatabaseNewer,
    #[error("The database on this computer cannot be read: {0}")]
    DatabaseUnreadable(String),
    /// A new one in its place would hide that it is gone.
    #[error(
        "The database {} is missing or empty, though what belongs to it is there. Put it back, from a backup for example, then try \
         again. To start over, move the folder that it was in away.",
        .0.display()
    )]
    DatabaseLost(PathBuf),
    #[error("The service on this computer did not start: {0}")]
    Other(String),
}
