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
    println!("Set-up: npm ci in {folder}/ (the packages that {why})");
    // Exactly what the lock file names, for whichever system this is; it is an error if that is not what package.json asks for.
    run(&mut npm(folder, &["ci", "--no-progress"]))?;
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

    /// npm leaves out of a lock file what another system than its own needs, if it was written beside installed packages. Then
    /// `npm ci` works on no system.
    #[test]
    fn the_lock_files_name_the_packages_that_other_systems_need() {
        for folder in ["ui", "tests/smtp-server"] {
            let lock = fs::read(folders::root().join(folder).join("package-lock.json")).unwrap();
            let lock: serde_json::Value = serde_json::from_slice(&lock).unwrap();
            let packages = lock["packages"].as_object().unwrap();
            let optional = packages
                .values()
                .filter_map(|package| package["optionalDependencies"].as_object())
                .flat_map(|optional| optional.keys());
            let left_out: Vec<_> = optional
                .filter(|name| {
                    !packages
                        .keys()
                        .any(|path| path.ends_with(&format!("node_modules/{name}")))
                })
                .collect();
            assert!(
                left_out.is_empty(),
                "{folder}: {left_out:?}. Delete node_modules and package-lock.json, then run npm install --package-lock-only"
            );
        }
    }
}
