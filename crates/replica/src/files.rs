use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use jiff::Timestamp;

/// What belongs to a database: itself, what SQLite may leave beside it, and how many pending changes it holds.
const COMPANIONS: [&str; 5] = ["", "-wal", "-shm", "-journal", COUNT];
pub(crate) const COUNT: &str = "-count";

/// How often, and how many times, a file that somebody has open is tried again: for two seconds.
const AGAIN: Duration = Duration::from_millis(20);
const TRIES: usize = 100;
/// What Windows calls that (ERROR_SHARING_VIOLATION).
const SHARING_VIOLATION: i32 = 32;

/// Renames a file that cannot be used, with its companions, so that a new one can take its place and nothing is lost
/// to someone who still has its key. It keeps its name with the time behind it.
pub fn set_aside(path: &Path, at: Timestamp) -> io::Result<PathBuf> {
    let stamp = at.strftime("%Y%m%dT%H%M%SZ");
    let mut number = 0;
    let aside = loop {
        let candidate = with_suffix(path, &format!(".{stamp}-{number}.aside"));
        if !candidate.exists() {
            break candidate;
        }
        number += 1;
    };
    for companion in COMPANIONS {
        let (file, to) = (with_suffix(path, companion), with_suffix(&aside, companion));
        if_there(&file, || std::fs::rename(&file, &to))?;
    }
    Ok(aside)
}

/// Deletes a file with all that belongs to it: its companions, and what was ever set aside.
pub fn erase_files(path: &Path) -> io::Result<()> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
        return Ok(());
    };
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(|file| belongs(file, name)) {
            // SQLite deletes its own beside the database when a connection to it ends.
            let file = entry.path();
            if_there(&file, || std::fs::remove_file(&file))?;
        }
    }
    Ok(())
}

/// Does something with a file, if it is there. An error names the file.
fn if_there(file: &Path, attempt: impl Fn() -> io::Result<()>) -> io::Result<()> {
    match when_closed(attempt) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(io::Error::new(error.kind(), format!("{}: {error}", file.display())))
        }
        _ => Ok(()),
    }
}

/// Waits a while for whoever has the file open. Windows neither renames nor deletes one that is, and a connection to a file that
/// could not be used is closed a moment after its error is told, by a thread of its own.
fn when_closed(attempt: impl Fn() -> io::Result<()>) -> io::Result<()> {
    for _ in 1..TRIES {
        match attempt() {
            Err(error) if is_open_elsewhere(&error) => sleep(AGAIN),
            outcome => return outcome,
        }
    }
    attempt()
}

fn is_open_elsewhere(error: &io::Error) -> bool {
    cfg!(windows) && error.raw_os_error() == Some(SHARING_VIOLATION)
}

fn belongs(file: &str, database: &str) -> bool {
    file.strip_prefix(database).is_some_and(|rest| {
        COMPANIONS.contains(&rest)
            || rest.starts_with('.')
                && COMPANIONS
                    .iter()
                    .any(|companion| rest.ends_with(&format!(".aside{companion}")))
    })
}

pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn setting_aside_keeps_every_file_and_erasing_takes_them_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("replica.db");
        let at: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        for content in ["first", "second"] {
            std::fs::write(&path, content).unwrap();
            std::fs::write(with_suffix(&path, "-wal"), "wal").unwrap();
            let aside = set_aside(&path, at).unwrap();
            assert!(!path.exists() && !with_suffix(&path, "-wal").exists());
            assert_eq!(std::fs::read_to_string(&aside).unwrap(), content);
            assert_eq!(std::fs::read_to_string(with_suffix(&aside, "-wal")).unwrap(), "wal");
        }
        std::fs::write(&path, "third").unwrap();
        std::fs::write(folder.path().join("replica.dbx"), "another's").unwrap();
        erase_files(&path).unwrap();
        let left: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, ["replica.dbx"]);
        erase_files(&path).unwrap();
    }

    /// As SQLite opens it: whoever else has it open may read and write it, but neither rename nor delete it.
    #[cfg(windows)]
    fn open_for(path: &Path, long: Duration) -> std::thread::JoinHandle<()> {
        use std::os::windows::fs::OpenOptionsExt;

        const SHARE_READ_AND_WRITE: u32 = 3;
        let mut options = std::fs::OpenOptions::new();
        let file = options.read(true).share_mode(SHARE_READ_AND_WRITE).open(path).unwrap();
        std::thread::spawn(move || {
            sleep(long);
            drop(file);
        })
    }

    /// Elsewhere open files are renamed and deleted like any other.
    #[cfg(windows)]
    #[test]
    fn whoever_still_has_a_file_open_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("replica.db");
        let at: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        std::fs::write(&path, "damaged").unwrap();
        let open = open_for(&path, Duration::from_millis(300));
        let aside = set_aside(&path, at).unwrap();
        assert!(!path.exists() && aside.exists());
        open.join().unwrap();
        let open = open_for(&aside, Duration::from_millis(300));
        erase_files(&path).unwrap();
        assert!(!aside.exists());
        open.join().unwrap();

        std::fs::write(&path, "in use").unwrap();
        let open = open_for(&path, Duration::from_secs(5));
        let error = set_aside(&path, at).unwrap_err().to_string();
        assert!(error.contains("replica.db"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "in use");
        open.join().unwrap();
    }
}
