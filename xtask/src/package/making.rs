//! What a set of packages is made of, and where.

use std::env::consts;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{answer, program};
use crate::folders;

/// Roster's version: that of every package in the workspace.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// One set of packages in the making.
#[derive(Clone, Debug)]
pub struct Making {
    /// Where `roster` and `rosterd` are.
    pub programs: PathBuf,
    /// The moment that is written into what is made, in seconds of Unix: the same program, packaged again, is the same package.
    pub moment: u64,
    /// Where they are put together.
    work: PathBuf,
    /// Where they go.
    out: PathBuf,
    /// The time zone that the tools see. Nothing of it is to be seen in what they make.
    zone: &'static str,
}

impl Making {
    pub fn new(programs: PathBuf) -> Result<Self> {
        Ok(Self {
            programs,
            moment: moment()?,
            work: work().join("first"),
            out: folders::root().join("target/package"),
            zone: "UTC",
        })
    }

    /// The same again, from elsewhere on this computer and on earth.
    pub fn again(&self) -> Self {
        Self {
            work: work().join("second"),
            out: work().join("second-out"),
            zone: "Pacific/Kiritimati",
            ..self.clone()
        }
    }

    pub fn out(&self) -> &Path {
        &self.out
    }

    /// Empties the folders: what is there at the end was made now.
    pub fn begin(&self) -> Result<()> {
        empty(&self.out)?;
        empty(&self.work)
    }

    /// A folder to put something together in.
    pub fn work(&self, name: &str) -> Result<PathBuf> {
        let folder = self.work.join(name);
        empty(&folder)?;
        Ok(folder)
    }

    /// A tool, told what would otherwise differ from one time to the next.
    pub fn tool(&self, name: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = program(name);
        command
            .env("SOURCE_DATE_EPOCH", self.moment.to_string())
            .env("TZ", self.zone)
            .env("LC_ALL", "C.UTF-8");
        command
    }

    /// Puts what a tool made with the rest.
    pub fn keep(&self, file: &Path) -> Result<()> {
        let name = file.file_name().context("a file has a name")?;
        copy(file, &self.out.join(name))
    }
}

/// `x86_64` and the like.
pub fn architecture() -> &'static str {
    consts::ARCH
}

fn work() -> PathBuf {
    folders::target().join("package")
}

/// When the last change was made, or what `SOURCE_DATE_EPOCH` says (<https://reproducible-builds.org/specs/source-date-epoch/>).
fn moment() -> Result<u64> {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok();
    let moment = given.or_else(|| answer(program("git").args(["log", "-1", "--format=%ct"])));
    moment.and_then(|moment| moment.trim().parse().ok()).context(
        "git does not say when the last change was made: set SOURCE_DATE_EPOCH to that moment, in seconds since 1970",
    )
}

/// An empty folder, whatever was there.
pub fn empty(folder: &Path) -> Result<()> {
    let emptied = match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(folder),
    };
    emptied.with_context(|| format!("could not empty {}", folder.display()))
}

/// Copies a file, and makes its folder.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    let bytes = fs::read(from).with_context(|| format!("could not read {}", from.display()))?;
    write(to, bytes)
}

/// Writes a file, and makes its folder.
pub fn write(to: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    let folder = to.parent().context("a file lies in a folder")?;
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(to, bytes));
    written.with_context(|| format!("could not write {}", to.display()))
}

/// The files in a folder whose names are wanted, in the order of their names.
pub fn files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("could not look into {}", folder.display()))?;
    let paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()?;
    let is_wanted = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()).is_some_and(&wanted);
    let mut files: Vec<PathBuf> = paths.into_iter().filter(is_wanted).collect();
    files.sort();
    Ok(files)
}
