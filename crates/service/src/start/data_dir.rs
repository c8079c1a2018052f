//! The folder of the service's own files.

use std::io;
use std::path::Path;

use roster_store::DatabaseUrl;

use crate::mail::MailUrl;
use crate::start::{SecretKeySource, ServiceSettings, StartError};

/// Makes the folder if anything is to be kept in it, for its owner only, and sees that it can be written.
pub fn prepare(settings: &ServiceSettings) -> Result<(), StartError> {
    if !is_used(settings) {
        return Ok(());
    }
    let folder = &settings.data_dir;
    let usable = make(folder).and_then(|()| tempfile::tempfile_in(folder));
    usable
        .map(drop)
        .map_err(|error| StartError::DataDir(folder.clone(), error))
}

fn is_used(settings: &ServiceSettings) -> bool {
    let within = |path: &Path| path.starts_with(&settings.data_dir);
    matches!(&settings.database_url, DatabaseUrl::Sqlite(path) if within(path))
        || matches!(&settings.mail_url, MailUrl::Folder(path) if within(path))
        || matches!(&settings.secret_key, SecretKeySource::File(path) if within(path))
}

fn make(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}
