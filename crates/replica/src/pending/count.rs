//! How many changes there are, in a file that can be read without a key: should the encrypted one be damaged, one can be
//! told how many were lost. The number may lag behind, but is never above what is stored.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use crate::files::{COUNT, with_suffix};

/// Always as many bytes, so that they are replaced in one write.
const DIGITS: usize = 10;

/// The number, if there is one.
pub(super) fn read(database: &Path) -> Option<u32> {
    let mut text = String::new();
    File::open(with_suffix(database, COUNT))
        .ok()?
        .take(DIGITS as u64)
        .read_to_string(&mut text)
        .ok()?;
    text.trim().parse().ok()
}

/// Writes the number, and waits until it would survive a loss of power.
pub(super) fn write(database: &Path, count: u32) -> io::Result<()> {
    let mut file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(with_suffix(database, COUNT))?;
    write!(file, "{count:<DIGITS$}")?;
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_none_is_unknown() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pending.db");
        assert_eq!(read(&path), None);
        for count in [0, 123_456, 7] {
            write(&path, count).unwrap();
            assert_eq!(read(&path), Some(count));
        }
        std::fs::write(with_suffix(&path, COUNT), "").unwrap();
        assert_eq!(read(&path), None);
        std::fs::write(with_suffix(&path, COUNT), [0xff; 20]).unwrap();
        assert_eq!(read(&path), None);
    }
}
