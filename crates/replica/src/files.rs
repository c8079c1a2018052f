use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

/// What belongs to a database: itself, what SQLite may leave beside it, and how many pending changes it holds.
const COMPANIONS: [&str; 5] = ["", "-wal", "-shm", "-journal", COUNT];
pub(crate) const COUNT: &str = "-count";

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
        match std::fs::rename(with_suffix(path, companion), with_suffix(&aside, companion)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
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
            match std::fs::remove_file(entry.path()) {
                // SQLite deletes its own beside the database when a connection to it ends.
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }
    Ok(())
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
}
