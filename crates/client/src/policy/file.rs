use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::value::Unusable;

/// Far more than anybody has to say, and little enough to be read at each start.
const LARGEST: u64 = 64 * 1024;

/// Whether it matters who can write the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guard {
    /// Root alone may: any other person on the computer could else decide where everybody's passwords go.
    #[cfg(unix)]
    Root,
    Nobody,
}

/// The bytes of a policy's file; nothing where there is none.
///
/// Owner and rights are checked on the open file, so that nobody can put another one in its place between the check and the reading.
pub(super) fn read(path: &Path, guard: Guard) -> Result<Option<Vec<u8>>, Unusable> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&error)),
        // A pipe would be waited for.
        Ok(metadata) if !metadata.is_file() => return Err(Unusable::NoFile),
        Ok(_) => {}
    }
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let metadata = file.metadata().map_err(|error| unreadable(&error))?;
    check(guard, path, &metadata)?;
    let mut bytes = Vec::new();
    let read = file.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Unusable::TooLarge);
    }
    Ok(Some(bytes))
}

fn unreadable(error: &io::Error) -> Unusable {
    Unusable::Unreadable(error.to_string())
}

#[cfg(unix)]
fn check(guard: Guard, path: &Path, file: &Metadata) -> Result<(), Unusable> {
    use std::os::unix::fs::MetadataExt;

    if guard == Guard::Nobody {
        return Ok(());
    }
    let unguarded = |what: &Path| Unusable::Unguarded(what.display().to_string());
    if !roots_alone(file.uid(), file.mode()) {
        return Err(unguarded(path));
    }
    // Whoever can write to the folder can put another file of root's in this one's place.
    let folder = path.parent().unwrap_or(path);
    let metadata = std::fs::metadata(folder).map_err(|error| unreadable(&error))?;
    if roots_alone(metadata.uid(), metadata.mode()) {
        Ok(())
    } else {
        Err(unguarded(folder))
    }
}

#[cfg(not(unix))]
fn check(_: Guard, _: &Path, _: &Metadata) -> Result<(), Unusable> {
    Ok(())
}

/// Whether nobody but root can write to what has this owner and these permissions.
#[cfg(unix)]
fn roots_alone(owner: u32, mode: u32) -> bool {
    const GROUP_OR_OTHERS_WRITE: u32 = 0o022;
    owner == 0 && mode & GROUP_OR_OTHERS_WRITE == 0
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    use super::*;

    fn set_mode(path: &Path, mode: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("its owner may");
    }

    #[test]
    fn only_what_root_alone_can_write_counts() {
        for (owner, mode, counts) in [
            (0, 0o100_644, true),
            (0, 0o100_600, true),
            (0, 0o100_664, false),
            (0, 0o100_646, false),
            (1000, 0o100_644, false),
            (1000, 0o100_400, false),
        ] {
            assert_eq!(roots_alone(owner, mode), counts, "{owner} {mode:o}");
        }
    }

    #[test]
    fn a_file_that_others_can_write_is_refused_and_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        std::fs::write(&path, "embedded = false").unwrap();
        set_mode(&path, 0o666);
        assert_eq!(
            read(&path, Guard::Root),
            Err(Unusable::Unguarded(path.display().to_string()))
        );
        assert_eq!(read(&path, Guard::Nobody), Ok(Some(b"embedded = false".to_vec())));
        set_mode(&path, 0o644);
        let is_roots = std::fs::metadata(&path).unwrap().uid() == 0;
        assert_eq!(read(&path, Guard::Root).is_ok(), is_roots);
        // Its folder is as good a way to another policy.
        set_mode(folder.path(), 0o777);
        let unguarded = if is_roots { folder.path() } else { &path };
        assert_eq!(
            read(&path, Guard::Root),
            Err(Unusable::Unguarded(unguarded.display().to_string()))
        );
    }

    #[test]
    fn nothing_there_is_no_policy_and_what_is_no_file_is_a_wrong_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        assert_eq!(read(&path, Guard::Nobody), Ok(None));
        assert_eq!(read(&folder.path().join("missing/policy.toml"), Guard::Root), Ok(None));
        std::fs::create_dir(&path).unwrap();
        assert_eq!(read(&path, Guard::Nobody), Err(Unusable::NoFile));
        let below = folder.path().join("large");
        std::fs::write(&below, vec![b'#'; 64 * 1024]).unwrap();
        assert!(read(&below, Guard::Nobody).unwrap().is_some());
        std::fs::write(&below, vec![b'#'; 64 * 1024 + 1]).unwrap();
        assert_eq!(read(&below, Guard::Nobody), Err(Unusable::TooLarge));
        let beyond = read(&below.join("policy.toml"), Guard::Nobody);
        assert!(matches!(beyond, Err(Unusable::Unreadable(_))), "{beyond:?}");
    }
}
