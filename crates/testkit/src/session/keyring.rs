use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Result, bail};

use super::{bare, bus};
use crate::process_group::ProcessGroup;

/// The name under which a Secret Service is found (freedesktop.org's Secret Service API, 0.2).
pub const NAME: &str = "org.freedesktop.secrets";
const SERVICE: &str = "/org/freedesktop/secrets";
const DEFAULT: &str = "/org/freedesktop/secrets/aliases/default";

/// Starts a real keyring daemon, its default keyring open, and returns when it answers.
pub fn start(folder: &Path) -> Result<ProcessGroup> {
    let log = fs::File::create(folder.join("keyring.log"))?;
    // It gets no display: it would put up a window to ask for a password, and wait for someone to type it.
    let mut command = bare("gnome-keyring-daemon", folder);
    command.args(["--foreground", "--unlock", "--components=secrets"]);
    let mut keyring = ProcessGroup::start(command.stdin(Stdio::piped()).stdout(log.try_clone()?).stderr(log))?;
    // The password is all there is until the pipe's end; the first time, a keyring is made with it.
    keyring.take_stdin()?.write_all(b"a password for one test")?;
    bus::wait_for_owner(folder, NAME, true)?;
    Ok(keyring)
}

pub fn is_locked(folder: &Path) -> Result<bool> {
    const GET: &str = "org.freedesktop.DBus.Properties.Get";
    let property = ["string:org.freedesktop.Secret.Collection", "string:Locked"];
    let reply = bus::call(folder, NAME, DEFAULT, GET, &property)?;
    match reply.split_whitespace().last() {
        Some("true") => Ok(true),
        Some("false") => Ok(false),
        _ => bail!("the keyring does not say whether it is locked: {reply}"),
    }
}

pub fn lock(folder: &Path) -> Result<()> {
    let objects = format!("array:objpath:{DEFAULT}");
    bus::call(
        folder,
        NAME,
        SERVICE,
        "org.freedesktop.Secret.Service.Lock",
        &[&objects],
    )
    .map(drop)
}
