//! A Debian that is made for it, on which packages are installed, started and removed. It has the version of this one; nothing of it
//! is left afterwards but the packages that it downloaded, for the next time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::making::Making;
use super::{deb, rpm, server};
use crate::folders;

/// What is tried on one such Debian.
pub struct Trial {
    pub name: &'static str,
    /// In `xtask/package/`; it runs as root there, with the packages and the other scripts beside it.
    script: &'static str,
    /// What it needs beside what every Debian has. What the packages need, they have to bring.
    packages: &'static str,
}

pub const SERVER: Trial = Trial {
    name: "rosterd on a new Debian",
    script: "server.sh",
    packages: "systemd,rpm,man-db",
};

pub const DESKTOP: Trial = Trial {
    name: "roster on a new Debian",
    script: "desktop.sh",
    packages: "rpm,dbus,desktop-file-utils,xvfb,xauth,x11-utils",
};

/// Where Debian and Ubuntu keep the sources of their packages, in the new form and the old.
const SOURCES: &[&str] = &[
    "/etc/apt/sources.list.d/debian.sources",
    "/etc/apt/sources.list.d/ubuntu.sources",
    "/etc/apt/sources.list",
];

impl Trial {
    pub fn run(&self, making: &Making) -> Result<()> {
        let status = self
            .command(making)?
            .status()
            .context("mmdebstrap could not be started")?;
        if !status.success() {
            bail!("{} ended with {status}", self.script);
        }
        Ok(())
    }

    /// What makes that Debian, runs the script on it and throws it away. As root in a folder, otherwise in a user namespace.
    fn command(&self, making: &Making) -> Result<Command> {
        let downloads = folders::cache().join("roster").join("packages").join(codename()?);
        fs::create_dir_all(&downloads)?;
        let hook = |when: &str, what: &str, words: &[&Path]| {
            let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
            format!("--{when}-hook={what} {}", words.join(" "))
        };
        let archives = Path::new("/var/cache/apt/archives");
        let try_at = Path::new("/try");
        let mut command = making.tool("mmdebstrap");
        command
            .args(["--quiet", "--variant=apt", "--format=null"])
            .arg(format!("--include={}", self.packages))
            // Neither empties the folder of what was downloaded.
            .args(["--skip=download/empty", "--skip=essential/unlink", "--skip=cleanup/apt"])
            .arg(r#"--setup-hook=mkdir -p "$1/var/cache/apt/archives""#)
            .arg(hook("setup", "sync-in", &[&downloads, archives]))
            .arg(r#"--customize-hook=mkdir "$1/try""#);
        let mut tried: Vec<PathBuf> = what_is_tried(making);
        tried.push(try_at.to_owned());
        let words: Vec<&Path> = tried.iter().map(PathBuf::as_path).collect();
        let keep = hook("customize", "sync-out", &[archives, &downloads]);
        command
            // Also what is there before the script, which may fail.
            .arg(&keep)
            .arg(hook("customize", "copy-in", &words))
            .arg(format!(
                r#"--customize-hook=chroot "$1" env --ignore-environment PATH="$PATH" LC_ALL=C.UTF-8 bash -eu /try/{}"#,
                self.script
            ))
            .arg(keep)
            .args([&codename()?, "-"])
            .args(SOURCES.iter().filter(|file| Path::new(file).is_file()));
        Ok(command)
    }
}

/// Everything that was made, and the scripts.
fn what_is_tried(making: &Making) -> Vec<PathBuf> {
    let out = making.out();
    let scripts = ["server.sh", "desktop.sh", "start-service.sh", "start-window.sh"];
    let scripts = scripts.map(|name| folders::root().join("xtask/package").join(name));
    [
        deb::files_in(out),
        rpm::files_in(out),
        vec![server::file_in(out)],
        scripts.into(),
    ]
    .concat()
}

/// As mmdebstrap takes a path apart: like a shell.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', r"'\''"))
}

/// What this version of the system is called, such as `bookworm`.
fn codename() -> Result<String> {
    let release = fs::read_to_string("/etc/os-release").context("/etc/os-release")?;
    let codename = release.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME="));
    Ok(codename
        .context("/etc/os-release does not say which version of Debian this is")?
        .trim_matches('"')
        .to_owned())
}
