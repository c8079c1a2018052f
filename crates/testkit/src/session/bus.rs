use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail, ensure};

use super::bare;
use crate::process_group::ProcessGroup;

/// A bus for one user, without folders of services: it starts nothing that a program asks for and is not there.
const CONFIGURATION: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>ADDRESS</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

pub fn address(folder: &Path) -> String {
    format!("unix:path={}", folder.join("runtime/bus").display())
}

/// Starts the session's bus, and returns when it takes connections.
pub fn start(folder: &Path) -> Result<ProcessGroup> {
    let configuration = folder.join("bus.conf");
    fs::write(&configuration, CONFIGURATION.replace("ADDRESS", &address(folder)))?;
    let mut command = bare("dbus-daemon", folder);
    command
        .arg(format!("--config-file={}", configuration.display()))
        .args(["--nofork", "--print-address"]);
    let log = fs::File::create(folder.join("bus.log"))?;
    let mut bus = ProcessGroup::start(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log))?;
    let mut printed = String::new();
    BufReader::new(bus.take_stdout()?).read_line(&mut printed)?;
    ensure!(
        printed.starts_with("unix:"),
        "the session bus did not start: {}",
        fs::read_to_string(folder.join("bus.log")).unwrap_or_default()
    );
    Ok(bus)
}

/// Calls a method on the bus, and gives what `dbus-send` prints of the reply.
pub fn call(folder: &Path, destination: &str, object: &str, method: &str, arguments: &[&str]) -> Result<String> {
    let mut command = bare("dbus-send", folder);
    command.args(["--session", "--print-reply=literal", "--reply-timeout=20000"]);
    command
        .arg(format!("--dest={destination}"))
        .args([object, method])
        .args(arguments);
    let output = command.output()?;
    if !output.status.success() {
        bail!(
            "{method} on {destination}: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether someone on the bus has this name.
pub fn has_owner(folder: &Path, name: &str) -> Result<bool> {
    const BUS: &str = "org.freedesktop.DBus";
    let name = format!("string:{name}");
    let reply = call(
        folder,
        BUS,
        "/org/freedesktop/DBus",
        "org.freedesktop.DBus.NameHasOwner",
        &[&name],
    )?;
    Ok(reply == "boolean true")
}

/// Waits until someone has the name, or no one has.
pub fn wait_for_owner(folder: &Path, name: &str, owned: bool) -> Result<()> {
    for _ in 0..600 {
        if has_owner(folder, name)? == owned {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(50));
    }
    bail!(
        "waited half a minute for {name} to {} on the session bus",
        if owned { "appear" } else { "vanish" }
    )
}
