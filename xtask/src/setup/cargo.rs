//! Programs that Cargo builds from their source.

use std::path::PathBuf;

use anyhow::Result;

use crate::command::{cargo, run};
use crate::folders;

/// A program of that version, kept in the cache folder: the user's own programs stay as they are.
#[derive(Debug)]
pub struct Tool {
    name: &'static str,
    version: &'static str,
    why: &'static str,
}

/// Writes the bill of materials of a program in Rust.
pub const CYCLONEDX: Tool = Tool {
    name: "cargo-cyclonedx",
    version: "0.5.9",
    why: "writes down which libraries a program was made of",
};

impl Tool {
    /// Where it is, or will be.
    pub fn program(&self) -> PathBuf {
        self.folder().join("bin").join(self.name)
    }

    fn folder(&self) -> PathBuf {
        let name = format!("{}-{}", self.name, self.version);
        folders::cache().join("roster").join("tools").join(name)
    }

    /// Builds it, unless it is there.
    pub fn install(&self) -> Result<()> {
        if self.program().is_file() {
            return Ok(());
        }
        println!("Set-up: cargo install {} ({})", self.name, self.why);
        let mut install = cargo(&["install", "--locked", self.name, "--version", self.version, "--root"]);
        // Its libraries are of no use to Roster's own build.
        run(install.arg(self.folder()).env_remove("CARGO_TARGET_DIR"))
    }
}
