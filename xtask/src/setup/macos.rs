//! macOS: checks and says what to get, and installs nothing.

use anyhow::{Result, bail};

use crate::command::{program, succeeds};

pub fn check() -> Result<()> {
    if !succeeds(program("xcode-select").arg("-p")) {
        bail!("building needs Xcode's command line tools. Type `xcode-select --install`, then try again");
    }
    Ok(())
}
