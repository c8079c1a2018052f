//! The service for a server of any distribution, in a tar.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::making::{Making, VERSION, architecture, copy};
use super::tree;
use crate::command::run;
use crate::folders;

/// What is in it beside the program and its manual pages, each in the folder itself.
const FILES: &[&str] = &[
    "LICENSE",
    "CHANGELOG.md",
    "packaging/INSTALL.md",
    "packaging/rosterd.service",
    "packaging/rosterd.env.example",
];

pub fn make(making: &Making) -> Result<()> {
    let folder = making.work("tar")?;
    let inner = folder.join(name());
    lay_out(making, &inner)?;
    run(making
        .tool("tar")
        // In one order, of nobody, and with the rights that git knows of.
        .args(["--create", "--sort=name", "--owner=0", "--group=0", "--numeric-owner"])
        .args(["--mode=u=rwX,go=rX", "--format=gnu", "--use-compress-program=gzip -9n"])
        .arg(format!("--mtime=@{}", making.moment))
        .arg("--file")
        .arg(file_in(making.out()))
        .arg("--directory")
        .arg(&folder)
        .arg(name()))
}

/// What is made, once it is.
pub fn file_in(folder: &Path) -> PathBuf {
    folder.join(format!("{}.tar.gz", name()))
}

fn name() -> String {
    format!("rosterd-{VERSION}-linux-{}", architecture())
}

fn lay_out(making: &Making, folder: &Path) -> Result<()> {
    let program = folder.join("rosterd");
    copy(&making.programs.join("rosterd"), &program)?;
    tree::executable(&program)?;
    for file in FILES {
        let name = Path::new(file).file_name().context("a file has a name")?;
        copy(&folders::root().join(file), &folder.join(name))?;
    }
    for page in tree::manual_pages()? {
        copy(
            &page,
            &folder.join("man").join(page.file_name().context("a file has a name")?),
        )?;
    }
    Ok(())
}
