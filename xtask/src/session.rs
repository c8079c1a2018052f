//! A desktop session for machines that run none, such as a server under Xvfb: a bus, and a keyring on it.

use std::env;
use std::fs::{self, DirBuilder};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::program;
use crate::folders;

/// Whether this user's session bus is there, through which a keyring is reached.
pub fn is_running() -> bool {
    let named = env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|address| !address.is_empty());
    let usual = env::var_os("XDG_RUNTIME_DIR").is_some_and(|folder| Path::new(&folder).join("bus").exists());
    named || usual
}

/// What the keyring of such a session is locked with. It guards nothing: whoever reads the file can read this line.
const PASSWORD: &str = "roster-development";

/// Unlocks a keyring on the new bus, then becomes the program. The keyring must not see a display, or it would put up
/// a window of its own to ask for a password.
const SCRIPT: &str = r#"
printf %s "$KEYRING_PASSWORD" |
    env -u DISPLAY -u WAYLAND_DISPLAY XDG_DATA_HOME="$KEYRING_FOLDER" \
    gnome-keyring-daemon --unlock --components=secrets >"$KEYRING_FOLDER/daemon.log" 2>&1
unset KEYRING_PASSWORD KEYRING_FOLDER
exec "$@"
"#;

/// The command that starts `binary` in a session of its own. The keyring is kept from one run to the next.
pub fn start(binary: &Path) -> Result<Command> {
    let folder = data().join("roster-development-session");
    private_folder(&folder)?;
    println!(
        "No desktop session runs here, so Roster gets one of its own. Its keyring is a file in {}, which anyone who can \
         read it can open: for development only.",
        folder.display()
    );
    let mut command = program("dbus-run-session");
    command.args(["--", "sh", "-c", SCRIPT, "sh"]).arg(binary);
    command.env("KEYRING_PASSWORD", PASSWORD).env("KEYRING_FOLDER", &folder);
    if env::var_os("XDG_RUNTIME_DIR").is_none() {
        let runtime = folder.join("runtime");
        private_folder(&runtime)?;
        command.env("XDG_RUNTIME_DIR", runtime);
    }
    Ok(command)
}

fn data() -> PathBuf {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("XDG_DATA_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".local/share")))
        .unwrap_or_else(|| folders::root().join("target"))
}

/// A folder that only its owner can look into, as both the keyring and the bus insist.
fn private_folder(path: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(path)
        .with_context(|| format!("could not make {}", path.display()))?;
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    fs::metadata(path).map(drop).context("the folder vanished")
}
