//! The packages of Fedora and its kin, by rpmbuild: `packaging/rpm/roster.spec` says how.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::making::{Making, VERSION, architecture, copy, write};
use super::tree;
use crate::command::run;
use crate::folders;

pub fn make(making: &Making) -> Result<()> {
    let folder = making.work("rpm")?;
    let tree = folder.join("tree");
    lay_out(making, &tree)?;
    let define = |name: &str, value: &Path| format!("{name} {}", value.display());
    let mut rpmbuild = making.tool("rpmbuild");
    rpmbuild.arg("-bb");
    for definition in [
        define("_topdir", &folder.join("build")),
        define("tree", &tree),
        define("roster_version", Path::new(VERSION)),
    ] {
        rpmbuild.arg("--define").arg(definition);
    }
    run(rpmbuild.arg("packaging/rpm/roster.spec"))?;
    for package in files_in(&folder.join("build/RPMS").join(architecture())) {
        making.keep(&package)?;
    }
    Ok(())
}

/// What is made, once it is.
pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    ["roster", "rosterd"]
        .map(|name| folder.join(format!("{name}-{VERSION}-1.{}.rpm", architecture())))
        .into()
}

/// What debhelper would add, and the spec only lists.
fn lay_out(making: &Making, tree: &Path) -> Result<()> {
    tree::lay_out(making, "RPM", tree)?;
    for name in ["roster", "rosterd"] {
        let share = tree.join(name).join("usr/share");
        copy(
            &folders::root().join("LICENSE"),
            &share.join("licenses").join(name).join("LICENSE"),
        )?;
        copy(
            &folders::root().join("CHANGELOG.md"),
            &share.join("doc").join(name).join("CHANGELOG.md"),
        )?;
    }
    write(
        &tree.join("rosterd/usr/lib/systemd/system/rosterd.service"),
        tree::unit()?,
    )
}
