use std::path::{Path, PathBuf};

use super::{Fact, size};

/// What a folder is for.
#[derive(Debug, Clone)]
pub struct FolderUse {
    pub name: &'static str,
    pub path: PathBuf,
}

/// Where folders are, and whether they can be written to, without trying.
pub fn folder_facts(folders: &[FolderUse]) -> Vec<Fact> {
    let fact = |folder: &FolderUse| {
        let path = shown(&folder.path);
        Fact::new(folder.name, format!("{path} ({})", state(&folder.path)))
    };
    folders.iter().map(fact).collect()
}

/// A path without the name of whose home it is in.
pub(super) fn shown(path: &Path) -> String {
    let home = std::env::home_dir().filter(|home| home.parent().is_some());
    match home.and_then(|home| path.strip_prefix(home).ok().map(Path::to_owned)) {
        Some(below) => Path::new("~").join(below).display().to_string(),
        None => path.display().to_string(),
    }
}

fn state(path: &Path) -> String {
    let there = path.is_dir();
    let nearest = path.ancestors().find(|folder| folder.is_dir()).unwrap_or(path);
    let can_write = match writable(nearest) {
        Some(true) => "can be written to",
        Some(false) => "CANNOT be written to",
        None => "whether it can be written to is not known",
    };
    let free = free_space(nearest).map_or_else(
        || "free space is not known".to_owned(),
        |free| format!("{} free", size(free)),
    );
    let there = if there {
        ""
    } else {
        "not there yet; the folder above it "
    };
    format!("{there}{can_write}, {free}")
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "on Windows it is not known")]
fn writable(folder: &Path) -> Option<bool> {
    use rustix::fs::{Access, access};

    Some(access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok())
}

#[cfg(unix)]
fn free_space(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

/// Only by calls that Rust counts as unsafe.
#[cfg(not(unix))]
fn writable(_: &Path) -> Option<bool> {
    None
}

#[cfg(not(unix))]
fn free_space(_: &Path) -> Option<u64> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_yet_is_judged_by_where_it_would_be() {
        let folder = tempfile::tempdir().unwrap();
        let here = state(folder.path());
        assert!(
            here.starts_with("can be written to, ") && here.ends_with("B free"),
            "{here}"
        );
        let missing = state(&folder.path().join("a/b"));
        assert_eq!(missing, format!("not there yet; the folder above it {here}"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_that_is_shut_is_told_so() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};

        let folder = tempfile::tempdir().unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o500)).unwrap();
        // Root may write anywhere.
        let is_roots = std::fs::metadata(folder.path()).unwrap().uid() == 0;
        assert_eq!(writable(folder.path()), Some(is_roots));
        assert_eq!(state(folder.path()).starts_with("CANNOT"), !is_roots);
    }

    #[test]
    fn whose_home_it_is_does_not_show() {
        let home = std::env::home_dir().unwrap();
        assert_eq!(shown(&home.join("x")), "~/x");
        assert_eq!(shown(Path::new("/opt/x")), "/opt/x");
    }
}
