//! The programs as they are shipped.

use std::path::PathBuf;
use std::process::Command;

use crate::command::{cargo, npm};
use crate::folders;

/// What builds them, in this order, and what each step is called: the desktop embeds the interface.
///
/// The whole workspace, so that both programs have the same features of what they share.
pub fn build() -> [(&'static str, Command); 2] {
    [
        ("interface: build", npm("ui", &["run", "build"])),
        (
            "programs: build",
            cargo(&["build", "--release", "--locked", "--workspace"]),
        ),
    ]
}

/// Where they are then.
pub fn folder() -> PathBuf {
    folders::target().join("release")
}
