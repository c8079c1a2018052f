use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::PathBuf;

use tauri::{App, Manager};

/// Moves all of Roster's data, so that several can run side by side.
const VARIABLE: &str = "ROSTER_DATA_DIR";

/// The folder that the environment names, if it names one.
pub fn named() -> Option<PathBuf> {
    std::env::var_os(VARIABLE)
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
}

/// Where Roster keeps its data: the named folder, or the platform's.
pub fn find(app: &App) -> io::Result<PathBuf> {
    match named() {
        Some(folder) => std::path::absolute(folder),
        None => app.path().app_data_dir().map_err(io::Error::other),
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
