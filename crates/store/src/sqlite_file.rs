//! What there is of an SQLite database, seen from outside: to open it would already change it. SQLite throws the log away that
//! it finds beside a file that is missing or empty.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What is where an SQLite database should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SqliteFile {
    Missing,
    /// There is a file, and no table in it.
    Empty,
    /// Anything else: also what turns out to be no database.
    Filled,
}

/// The file's header (<https://www.sqlite.org/fileformat.html>, section 1.3) and that of its first page.
const HEADERS: usize = 108;
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Where the first page, which holds the list of the tables, says of what kind it is, and how many entries it has.
const KIND_OF_PAGE: usize = 100;
const ENTRIES: std::ops::Range<usize> = 103..105;
const LEAF_OF_TABLE: u8 = 0x0d;
/// The header of a write-ahead log (section 4.1). What follows it is data.
const LOG_HEADER: u64 = 32;

/// The write-ahead log of a database, if it holds data.
pub fn log_with_data(database: &Path) -> Option<PathBuf> {
    let log = with_suffix(database, "-wal");
    let holds_data = fs::metadata(&log).is_ok_and(|log| log.len() > LOG_HEADER);
    holds_data.then_some(log)
}

/// What is there.
///
/// # Errors
/// When there is a file that cannot be read.
pub fn look(database: &Path) -> io::Result<SqliteFile> {
    // First: whoever makes a new database makes its log after it.
    let has_log = log_with_data(database).is_some();
    let mut file = match File::open(database) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(SqliteFile::Missing),
        Err(error) => return Err(error),
    };
    let mut start = Vec::with_capacity(HEADERS);
    file.by_ref().take(HEADERS as u64).read_to_end(&mut start)?;
    let has_no_table = start.len() == HEADERS
        && start.starts_with(MAGIC)
        && start[KIND_OF_PAGE] == LEAF_OF_TABLE
        && start[ENTRIES] == [0, 0];
    Ok(if start.is_empty() || has_no_table && !has_log {
        SqliteFile::Empty
    } else {
        SqliteFile::Filled
    })
}

/// A file beside the database, by what its name has in addition.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
