use std::io::{self, Write};
use std::path::{Path, PathBuf};

use futures_util::StreamExt;
use tempfile::NamedTempFile;

use super::path::path;
use crate::desktop::Desktop;
use crate::http::Call;
use crate::view::{AuditExport, AuditFilter, AuditFormat, CommandError, DesktopProblem};

/// Without it Excel takes UTF-8 for an older encoding.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// More files of one name and day than anyone makes.
const MOST_OF_ONE_NAME: u32 = 1_000;

impl Desktop {
    /// Writes the log, or what is looked for, to a new file in a folder. There is no file unless all of it is there.
    pub async fn export_audit_log(
        &self,
        filter: AuditFilter,
        format: AuditFormat,
        folder: &Path,
    ) -> Result<AuditExport, CommandError> {
        let session = self.session()?;
        let (name, accept) = match format {
            AuditFormat::Csv => ("csv", "text/csv"),
            AuditFormat::Json => ("json", "application/jsonl"),
        };
        let call = Call::get(path("/audit/export", &[("format", name)], &filter));
        let mut chunks = match session.api.download(&call, accept).await {
            Ok(chunks) => Box::pin(chunks),
            Err(error) => return Err(self.refused(&session, error).await),
        };
        let mut file = begin(folder, format).map_err(|error| unwritable(folder, &error))?;
        while let Some(chunk) = chunks.next().await {
            file.write_all(chunk?.as_ref())
                .map_err(|error| unwritable(folder, &error))?;
        }
        let stem = self.clock.now().strftime("Roster audit log %Y-%m-%d").to_string();
        let path = finish(file, folder, &stem, format).map_err(|error| unwritable(folder, &error))?;
        Ok(AuditExport {
            file_name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            path: path.to_string_lossy().into_owned(),
        })
    }
}

fn begin(folder: &Path, format: AuditFormat) -> io::Result<NamedTempFile> {
    let mut file = NamedTempFile::with_prefix_in(".roster-", folder)?;
    if format == AuditFormat::Csv {
        file.write_all(BYTE_ORDER_MARK)?;
    }
    Ok(file)
}

/// Gives the file its name; no other file is overwritten.
fn finish(mut file: NamedTempFile, folder: &Path, stem: &str, format: AuditFormat) -> io::Result<PathBuf> {
    file.as_file().sync_all()?;
    let extension = match format {
        AuditFormat::Csv => "csv",
        AuditFormat::Json => "jsonl",
    };
    for number in 1..=MOST_OF_ONE_NAME {
        let more = if number == 1 {
            String::new()
        } else {
            format!(" ({number})")
        };
        let path = folder.join(format!("{stem}{more}.{extension}"));
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => file = taken.file,
            Err(other) => return Err(other.error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn unwritable(folder: &Path, error: &io::Error) -> CommandError {
    CommandError::desktop(
        DesktopProblem::Internal,
        format!("The file could not be written to {}: {error}.", folder.display()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_other_file_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let write = || {
            let file = begin(folder.path(), AuditFormat::Csv).unwrap();
            finish(file, folder.path(), "log", AuditFormat::Csv).unwrap()
        };
        assert_eq!(write(), folder.path().join("log.csv"));
        assert_eq!(write(), folder.path().join("log (2).csv"));
        assert_eq!(std::fs::read(folder.path().join("log.csv")).unwrap(), BYTE_ORDER_MARK);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
