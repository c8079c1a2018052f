//! Where each system keeps what its administrators fix. The first place that says something of a member decides.

use super::value::Source;

/// What there is on this computer, the computer's own before what is for one person on it.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) fn sources() -> Vec<Source> {
    use std::path::Path;

    use super::file::Guard;

    super::of_file(Path::new("/etc/roster/policy.toml"), Guard::Root, super::toml::parse)
        .into_iter()
        .collect()
}

/// What a profile of the device management put on this Mac, for all and for one.
///
/// Whose the latter is, the environment says: people who change that get no other profile than none.
#[cfg(target_os = "macos")]
pub(super) fn sources() -> Vec<Source> {
    use std::path::{Component, Path, PathBuf};

    use super::file::Guard;

    const FILE: &str = "app.roster.desktop.plist";
    let folder = Path::new("/Library/Managed Preferences");
    let user = std::env::var_os("USER").map(PathBuf::from);
    let is_one_name = |user: &PathBuf| {
        let mut parts = user.components();
        matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None))
    };
    let theirs = user.filter(is_one_name).map(|user| folder.join(user).join(FILE));
    let files = [Some(folder.join(FILE)), theirs];
    files
        .into_iter()
        .flatten()
        .filter_map(|file| super::of_file(&file, Guard::Root, super::plist::parse))
        .collect()
}

/// The keys that Windows lets nobody but its administrators write, for all and for one.
#[cfg(windows)]
pub(super) fn sources() -> Vec<Source> {
    super::registry::sources()
}
