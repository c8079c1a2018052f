//! Mails as files, for the embedded service and for trying things out.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::mail::letter::Sealed;
use crate::mail::transport::Handover;

/// A folder that takes one `.eml` file a mail (RFC 5322). Its owner alone may read: the mails carry links.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(path)?;
        Ok(Self(path.to_owned()))
    }

    pub async fn hand_over(&self, mail: &Sealed) -> Handover {
        let (folder, name, bytes) = (self.0.clone(), mail.file_name.clone(), mail.bytes.clone());
        match tokio::task::spawn_blocking(move || write(&folder, &name, &bytes)).await {
            Ok(Ok(())) => Handover::Sent,
            Ok(Err(error)) => Handover::Retry(format!("the mail could not be written to its folder: {error}")),
            Err(_) => Handover::Retry("the mail could not be written to its folder".to_owned()),
        }
    }
}

/// A reader of the folder sees the whole file or none, and a mail written again takes its own place.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let unfinished = folder.join(format!(".{name}.part"));
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file: File = options.write(true).create(true).truncate(true).open(&unfinished)?;
    file.write_all(bytes)?;
    // "Sent" is about to be written down for good.
    file.sync_all()?;
    fs::rename(unfinished, folder.join(name))
}
