use std::io;
use std::path::PathBuf;

use roster_store::{OpenError, StoreError};

use crate::start::LostDatabase;

/// Why the service does not start. Nothing was touched.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("--data-dir: {0} cannot be used: {1}")]
    DataDir(PathBuf, io::Error),
    #[error("--database-url: {0}")]
    Database(#[from] OpenError),
    #[error("--database-url: {0}")]
    Lost(#[from] LostDatabase),
    #[error("--new-database: {0}")]
    NewDatabase(String),
    #[error("--database-url: the database does not answer: {0}")]
    Store(#[from] StoreError),
    #[error("--secret-key-file: {0}")]
    SecretKey(String),
    #[error("--listen: {0}")]
    Listen(io::Error),
    #[error("--mail-url: the folder cannot be made: {0}")]
    MailFolder(io::Error),
}
