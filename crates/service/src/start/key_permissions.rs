//! Who may read the file of the secret key: its owner.

use std::path::Path;

/// Takes from everybody else the right to read the file, and says so in the log; where that cannot be done, refuses a file that
/// everybody may read.
#[cfg(unix)]
pub fn tighten(path: &Path) -> Result<(), String> {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    // One that is not there is said by whoever reads it.
    let Ok(found) = fs::metadata(path) else { return Ok(()) };
    let mode = found.permissions().mode();
    judge(path, mode, || {
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))
    })
}

#[cfg(not(unix))]
pub fn tighten(_path: &Path) -> Result<(), String> {
    Ok(())
}

#[cfg(unix)]
fn judge(path: &Path, mode: u32, tighten: impl FnOnce() -> std::io::Result<()>) -> Result<(), String> {
    const GROUP_OR_OTHERS: u32 = 0o077;
    const OTHERS: u32 = 0o007;
    if mode & GROUP_OR_OTHERS == 0 {
        return Ok(());
    }
    let (file, was) = (path.display(), format!("{:04o}", mode & 0o7777));
    match tighten() {
        Ok(()) => {
            tracing::warn!(%file, was, "others could read the secret key: its file is now for its owner alone");
            Ok(())
        }
        // As where systemd or a container hands it over: to a group that the owner of the machine chose.
        Err(error) if mode & OTHERS == 0 => {
            tracing::warn!(%file, was, %error, "a group can read the secret key, and that cannot be changed here");
            Ok(())
        }
        Err(error) => Err(format!(
            "{file} can be read by everybody on this machine (mode {was}), and that cannot be changed ({error}): make it 0600"
        )),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_everybody_may_read_is_refused_where_that_cannot_be_changed() {
        let refuses = || Err(std::io::Error::from(std::io::ErrorKind::PermissionDenied));
        let path = Path::new("/run/secrets/roster.key");
        for mode in [0o100_644, 0o100_604, 0o100_606] {
            let reason = judge(path, mode, refuses).unwrap_err();
            assert!(
                reason.contains("/run/secrets/roster.key") && reason.contains("0600"),
                "{reason}"
            );
        }
        // Handed over to a group, or to nobody else.
        for mode in [0o100_440, 0o100_400, 0o100_600] {
            assert_eq!(judge(path, mode, refuses), Ok(()));
        }
        assert_eq!(judge(path, 0o100_644, || Ok(())), Ok(()));
    }
}
