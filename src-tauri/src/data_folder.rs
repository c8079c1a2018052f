use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::PathBuf;

use directories::BaseDirs;

/// Moves all of Roster's data, so that several can run side by side.
const VARIABLE: &str = "ROSTER_DATA_DIR";

/// The folder that the environment names, if it names one.
pub fn named() -> Option<PathBuf> {
    std::env::var_os(VARIABLE)
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
}

/// Where Roster keeps its data: the named folder, or the platform's.
///
/// # Errors
/// When the system knows of no home for the person.
pub fn find(identifier: &str) -> io::Result<PathBuf> {
    if let Some(folder) = named() {
        return std::path::absolute(folder);
    }
    let base = BaseDirs::new().ok_or_else(|| io::Error::other("there is no home folder"))?;
    let (local, roaming) = (base.data_local_dir(), base.data_dir());
    Ok(local_unless_roaming(local.join(identifier), roaming.join(identifier)))
}

/// The folder for data that stays on this computer. Windows has another one, which an organisation may copy from computer to computer
/// and which is no place for databases; what an earlier version put there is used on.
fn local_unless_roaming(local: PathBuf, roaming: PathBuf) -> PathBuf {
    // Others make the folder as well; this file is there once Roster has been used.
    if roaming.join("desktop.json").is_file() {
        roaming
    } else {
        local
    }
}

/// What the one instance with this data is known as on Linux's session bus.
pub fn bus_name(identifier: &str) -> String {
    let Some(folder) = named().and_then(|folder| std::path::absolute(folder).ok()) else {
        return identifier.to_owned();
    };
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    format!("{identifier}.data_{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_stays_on_this_computer_unless_it_is_in_the_roaming_folder_already() {
        let folder = tempfile::tempdir().unwrap();
        let (local, roaming) = (folder.path().join("Local"), folder.path().join("Roaming"));
        std::fs::create_dir(&roaming).unwrap();
        assert_eq!(local_unless_roaming(local.clone(), roaming.clone()), local);
        std::fs::write(roaming.join("desktop.json"), "{}").unwrap();
        assert_eq!(local_unless_roaming(local, roaming.clone()), roaming);
    }
}
