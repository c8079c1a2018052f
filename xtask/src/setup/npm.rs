//! Node and the npm packages.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::command::{answer, npm, program, run};
use crate::folders;

/// The oldest Node that the interface's build tools run on.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Node and npm have to be there, and new enough: they are the one thing, with Rust, that the set-up does not install.
pub fn check_node() -> Result<()> {
    let wanted = format!(
        "Roster needs Node {}.{} or newer, with npm",
        OLDEST_NODE.0, OLDEST_NODE.1
    );
    let Some(found) = answer(program("node").arg("--version")) else {
        bail!("{wanted}, and there is no `node` here. Get it from https://nodejs.org, then try again");
    };
    if version(&found).is_none_or(|version| version < OLDEST_NODE) {
        bail!("{wanted}, and this is {found}. Get a newer one from https://nodejs.org, then try again");
    }
    if answer(&mut npm(".", &["--version"])).is_none() {
        bail!("{wanted}, and there is `node` but no `npm` here. Install npm too, then try again");
    }
    Ok(())
}

fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text
        .trim_start_matches('v')
        .split('.')
        .map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

/// Installs a folder's packages as its lock file names them, unless those of this very lock file are there.
pub fn install(folder: &str, why: &str) -> Result<()> {
    let place = folders::root().join(folder);
    let lock = fs::read(place.join("package-lock.json"))
        .with_context(|| format!("{folder}/package-lock.json cannot be read; is this a whole checkout?"))?;
    // A copy of the lock file rather than a time: a checkout of another branch may make older files newer.
    let stamp = place.join("node_modules/.roster-installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("Set-up: npm install in {folder}/ (the packages that {why})");
    // Not `npm ci`: that refuses a lock file without the optional packages of every other platform, which a registry may
    // not have. This installs what the lock file names all the same, and leaves the lock file alone.
    run(&mut npm(folder, &["install", "--no-save", "--no-progress"]))?;
    fs::write(&stamp, lock).with_context(|| format!("npm left no {folder}/node_modules behind"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_version_is_read_and_compared_as_numbers() {
        assert_eq!(version("v20.19.4"), Some((20, 19)));
        assert_eq!(version("v9.2.0"), Some((9, 2)));
        assert_eq!(version("nonsense"), None);
        assert!(version("v20.9.0").unwrap() < OLDEST_NODE);
        assert!(version("v22.1.0").unwrap() > OLDEST_NODE);
    }
}
