//! Copies on a disk, as they are when a process ends between two commits.
//!
//! A copy is kept in SQLite's WAL mode: what was committed since it was opened is in a log beside it, commit after commit
//! (<https://www.sqlite.org/fileformat2.html#the_write_ahead_log>). A log cut after one of them is the copy as it was then.

use std::path::{Path, PathBuf};

const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// From about a thousand frames on SQLite moves the log into the copy, which then cannot be set back any more.
const MOST_FRAMES: usize = 900;

/// A copy and its log, as they were at one moment.
#[derive(Debug)]
pub struct Snapshot {
    path: PathBuf,
    copy: Vec<u8>,
    log: Vec<u8>,
}

impl Snapshot {
    /// Of the one copy somewhere in a folder, if there is one with a log that can be cut.
    pub fn take(folder: &Path) -> Option<Self> {
        let path = find(folder)?;
        let snapshot = Self {
            copy: std::fs::read(&path).ok()?,
            log: std::fs::read(log_of(&path)).ok()?,
            path,
        };
        (!snapshot.ends().is_empty()).then_some(snapshot)
    }

    /// How many commits can be taken away.
    pub fn commits(&self) -> usize {
        self.ends().len()
    }

    /// Puts it back with only the first `commits` of its log. Nobody may have it open.
    pub fn put_back(mut self, commits: usize) {
        let end = match commits {
            0 => 0,
            commits => self.ends()[commits - 1],
        };
        self.log.truncate(end);
        let _ = std::fs::remove_file(self.path.with_extension("db-shm"));
        std::fs::write(log_of(&self.path), &self.log).unwrap();
        std::fs::write(&self.path, &self.copy).unwrap();
    }

    /// Where each commit of the log ends. None if there are too many frames.
    fn ends(&self) -> Vec<usize> {
        let Some(header) = self.log.get(..LOG_HEADER) else {
            return Vec::new();
        };
        let frame = FRAME_HEADER + number(&header[8..12]);
        let frames: Vec<&[u8]> = self.log[LOG_HEADER..]
            .chunks_exact(frame)
            // Behind these are those of an earlier log.
            .take_while(|frame| frame[8..16] == header[16..24])
            .collect();
        if frames.len() > MOST_FRAMES {
            return Vec::new();
        }
        let commits = frames.iter().enumerate().filter(|(_, frame)| number(&frame[4..8]) != 0);
        commits.map(|(index, _)| LOG_HEADER + (index + 1) * frame).collect()
    }
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

fn log_of(path: &Path) -> PathBuf {
    path.with_extension("db-wal")
}

fn find(folder: &Path) -> Option<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    entries.iter().find_map(|path| {
        if path.is_dir() {
            find(path)
        } else {
            path.ends_with("replica.db").then(|| path.clone())
        }
    })
}
