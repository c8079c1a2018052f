//! The Rust that builds for Windows: Debian's, unpacked beside the system.
//!
//! Cargo builds the standard library along with all else, so nothing is needed that the package archive does not have, and
//! neither the system nor the user's own Rust is touched.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{answer, cargo_by, program, run};
use crate::folders;

const TRIPLE: &str = "x86_64-pc-windows-gnu";

/// Rust's compiler, Cargo, and the source of the standard library.
const PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

/// The objects that a program for Windows begins and ends with; the source has them, but Cargo does not build them.
const START_UP: [&str; 2] = ["rsbegin", "rsend"];

/// A Rust that is there and complete.
pub struct Rust {
    folder: PathBuf,
}

impl Rust {
    /// The one that was unpacked before, or downloads it.
    pub fn find_or_install() -> Result<Self> {
        let rust = Self { folder: folder() };
        let complete = rust.root().join("complete");
        if !complete.is_file() {
            rust.install()?;
            fs::write(&complete, "")?;
        }
        Ok(rust)
    }

    /// Where it builds.
    pub fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    /// A program that it has built.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target().join(TRIPLE).join("debug").join(name)
    }

    /// Its Cargo, for Windows.
    ///
    /// Every package is built with the features that the whole workspace asks for, whichever package is named, so that nothing is
    /// built twice.
    pub fn cargo(&self, subcommand: &str, arguments: &[&str]) -> Command {
        let mut command = cargo_by(self.bin("cargo"));
        command
            .args([subcommand, "--locked", "--target", TRIPLE])
            .args([
                "-Zbuild-std=std,panic_unwind,panic_abort,test,proc_macro",
                "-Zfeature-unification",
            ])
            .args(arguments)
            .env("CARGO_RESOLVER_FEATURE_UNIFICATION", "workspace")
            .env("CARGO_HOME", self.folder.join("cargo"))
            .env("CARGO_TARGET_DIR", self.target());
        self.equip(&mut command);
        command
    }

    /// Has a program of Debian's find the others, and their libraries.
    fn equip(&self, command: &mut Command) {
        let others = std::env::var_os("PATH").unwrap_or_default();
        let path = std::iter::once(self.root().join("usr/bin")).chain(std::env::split_paths(&others));
        command
            .env("PATH", std::env::join_paths(path).unwrap_or(others.clone()))
            .env("LD_LIBRARY_PATH", self.root().join("usr/lib/x86_64-linux-gnu"))
            .env("RUSTC", self.bin("rustc"))
            .env("RUSTDOC", self.bin("rustdoc"))
            // To build the standard library, and to unify features, is not stable yet.
            .env("RUSTC_BOOTSTRAP", "1");
    }

    fn root(&self) -> PathBuf {
        self.folder.join("rust")
    }

    fn bin(&self, name: &str) -> PathBuf {
        self.root().join("usr/bin").join(name)
    }

    fn install(&self) -> Result<()> {
        let packages = packages()?;
        println!(
            "Set-up: for Windows, Debian's own Rust goes into {}:",
            self.root().display()
        );
        println!("  {}", packages.join(" "));
        let downloads = self.folder.join("packages");
        for folder in [&downloads, &self.root()] {
            // What an earlier try left behind may be of another version.
            let _ = fs::remove_dir_all(folder);
            fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
        }
        run(program("apt-get")
            .args(["-q", "download"])
            .args(&packages)
            .current_dir(&downloads))?;
        for package in fs::read_dir(&downloads)? {
            run(program("dpkg").arg("-x").arg(package?.path()).arg(self.root()))?;
        }
        fs::remove_dir_all(&downloads)?;
        START_UP
            .into_iter()
            .try_for_each(|object| self.compile_start_up(object))
    }

    fn compile_start_up(&self, object: &str) -> Result<()> {
        let library = self.root().join("usr/lib/rustlib");
        let built = library.join(TRIPLE).join("lib");
        fs::create_dir_all(&built)?;
        let mut command = program(self.bin("rustc"));
        command
            .args(["--target", TRIPLE, "--emit=obj", "-o"])
            .arg(built.join(object).with_extension("o"))
            .arg(source(&library, object));
        self.equip(&mut command);
        run(&mut command)
    }
}

fn source(library: &Path, object: &str) -> PathBuf {
    library
        .join("src/rust/library/rtstartup")
        .join(object)
        .with_extension("rs")
}

/// Where all of the cross-build lies.
pub fn folder() -> PathBuf {
    folders::cache().join("roster").join("windows")
}

/// What apt would install, had it to install Rust: the packages and those that they need and the system lacks.
fn packages() -> Result<Vec<String>> {
    let mut simulation = program("apt-get");
    simulation
        .args(["--simulate", "--no-install-recommends", "install"])
        .args(PACKAGES)
        .env("LC_ALL", "C.UTF-8");
    let Some(said) = answer(&mut simulation) else {
        bail!(
            "the cross-build needs {}, which no source of packages here has. They are Debian's (since its version 12, among the security \
             updates); `apt-get update` may help",
            PACKAGES.join(", ")
        );
    };
    let mut packages: Vec<String> = named(&said).map(str::to_owned).collect();
    packages.extend(PACKAGES.map(str::to_owned));
    packages.sort();
    packages.dedup();
    Ok(packages)
}

/// The packages of lines such as `Inst rustc-web (1.96.0 Debian:12 [amd64])`.
fn named(simulation: &str) -> impl Iterator<Item = &str> {
    simulation.lines().filter_map(|line| {
        let name = line.strip_prefix("Inst ")?;
        name.split_whitespace().next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_apt_would_install_is_read() {
        let said = "Reading package lists...\nInst libllvm22 (1:22.1.8 Debian:12 [amd64])\nRemv rustc [1.63]\n\
                    Inst rustc-web (1.96.0 Debian:12 [amd64])\nConf libllvm22 (1:22.1.8 Debian:12 [amd64])";
        assert_eq!(named(said).collect::<Vec<_>>(), ["libllvm22", "rustc-web"]);
    }
}
