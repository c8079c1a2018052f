use std::io::{self, Write};
use std::path::{Path, PathBuf};

use futures_util::StreamExt;
use tempfile::NamedTempFile;

use super::path::path;
use crate::desktop::Desktop;
use crate::http::Call;
use crate::view::{AuditExport, AuditFilter, AuditFormat, CommandError, DesktopProblem};

/// Excel reads a file as UTF-8 only if it begins with this mark. A service of an earlier version does not send it.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The highest number that is tried for a file name, as in `Roster audit log 2026-11-29 (2).csv`.
const MOST_OF_ONE_NAME: u32 = 1_000;

impl Desktop {
    /// Writes the events of the audit log that match the filter to a new file in a folder. The file gets its name only once it is
    /// complete: if the download fails, no file is left.
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
        let mut beginning = Some(Vec::new());
        while let Some(chunk) = chunks.next().await {
            let bytes = after_mark(&mut beginning, chunk?.as_ref());
            file.write_all(&bytes).map_err(|error| unwritable(folder, &error))?;
        }
        file.write_all(&beginning.unwrap_or_default())
            .map_err(|error| unwritable(folder, &error))?;
        let stem = self.clock.now().strftime("Roster audit log %Y-%m-%d").to_string();
        let path = finish(file, folder, &stem, format).map_err(|error| unwritable(folder, &error))?;
        Ok(AuditExport {
            file_name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            path: path.to_string_lossy().into_owned(),
        })
    }
}

/// A temporary file in the folder, with the byte order mark if it is a CSV file.
fn begin(folder: &Path, format: AuditFormat) -> io::Result<NamedTempFile> {
    let mut file = NamedTempFile::with_prefix_in(".roster-", folder)?;
    if format == AuditFormat::Csv {
        file.write_all(BYTE_ORDER_MARK)?;
    }
    Ok(file)
}

/// The part of a chunk that is to be written. The file has its own byte order mark, so one at the beginning of the download is left
/// out. `beginning` collects the first bytes until there are enough to tell, and is `None` from then on.
fn after_mark(beginning: &mut Option<Vec<u8>>, chunk: &[u8]) -> Vec<u8> {
    let Some(mut bytes) = beginning.take() else {
        return chunk.to_vec();
    };
    bytes.extend_from_slice(chunk);
    if bytes.len() < BYTE_ORDER_MARK.len() {
        *beginning = Some(bytes);
        return Vec::new();
    }
    match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => rest.to_vec(),
        None => bytes,
    }
}

/// Gives the file its name, with a number after it if there is such a file already: no file is overwritten.
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
    fn a_mark_that_the_service_sends_is_not_written_twice() {
        let cases: [(&[&[u8]], &[u8]); 5] = [
            (&[b"\xEF\xBB", b"\xBFseq", b",at"], b"seq,at"),
            (&[b"\xEF\xBB\xBF\xEF\xBB\xBF"], b"\xEF\xBB\xBF"),
            (&[b"s", b"e", b"q", b"\xEF\xBB\xBF"], b"seq\xEF\xBB\xBF"),
            (&[b"s"], b"s"),
            (&[], b""),
        ];
        for (chunks, expected) in cases {
            let mut beginning = Some(Vec::new());
            let mut written: Vec<u8> = Vec::new();
            for chunk in chunks {
                written.extend(after_mark(&mut beginning, chunk));
            }
            written.extend(beginning.unwrap_or_default());
            assert_eq!(written, expected);
        }
    }

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
