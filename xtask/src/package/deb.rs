//! The packages of Debian, by debhelper: `packaging/debian/` says how.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::making::{Making, VERSION, copy, files, write};
use super::tree;
use crate::command::{answer, run};
use crate::folders;

/// The revision of the packaging: more than 1 only where the same version was packaged again.
const REVISION: u32 = 1;

pub fn make(making: &Making) -> Result<()> {
    let folder = making.work("deb")?;
    let source = folder.join("source");
    prepare(making, &source)?;
    run(making
        .tool("dpkg-buildpackage")
        .args(["--build=binary", "--no-sign", "--no-check-builddeps"])
        .current_dir(&source))?;
    for package in files(&folder, |name| has_ending(name, "deb"))? {
        making.keep(&package)?;
    }
    Ok(())
}

/// What is made, once it is.
pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    let architecture = answer(crate::command::program("dpkg").arg("--print-architecture")).unwrap_or_default();
    ["roster", "rosterd"]
        .map(|name| folder.join(format!("{name}_{VERSION}-{REVISION}_{architecture}.deb")))
        .into()
}

/// A folder as debhelper expects it.
fn prepare(making: &Making, source: &Path) -> Result<()> {
    tree::lay_out(making, "DEB", &source.join("tree"))?;
    let debian = source.join("debian");
    let from = folders::root().join("packaging/debian");
    for file in files(&from, |_| true)? {
        copy(&file, &debian.join(file.file_name().context("a file has a name")?))?;
    }
    tree::executable(&debian.join("rules"))?;
    write(&debian.join("rosterd.service"), tree::unit()?)?;
    write(&debian.join("changelog"), changelog(making)?)?;
    copy(&folders::root().join("CHANGELOG.md"), &source.join("CHANGELOG.md"))
}

/// The changes of the packaging, whose form is fixed (Debian Policy, 4.4). Those of Roster are in a file of their own.
fn changelog(making: &Making) -> Result<String> {
    let mut date = making.tool("date");
    let date = date
        .args(["--utc", "--rfc-email"])
        .arg(format!("--date=@{}", making.moment));
    let date = answer(date).context("date does not say what day it was")?;
    let maintainer = maintainer()?;
    Ok(format!(
        "roster ({VERSION}-{REVISION}) unstable; urgency=medium\n\n  \
         * Roster {VERSION}: changelog.gz says what is new.\n\n -- {maintainer}  {date}\n"
    ))
}

fn maintainer() -> Result<String> {
    let control = std::fs::read_to_string(folders::root().join("packaging/debian/control"))?;
    let maintainer = control.lines().find_map(|line| line.strip_prefix("Maintainer: "));
    Ok(maintainer
        .context("packaging/debian/control names no maintainer")?
        .to_owned())
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == ending)
}
