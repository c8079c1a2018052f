//! A Debian that is made for it, on which packages are installed, started and removed. It has the version of this one; nothing of it
//! is left afterwards but the packages that it downloaded, for the next time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::making::{Making, files};
use super::{deb, rpm, server};
use crate::command::{answer, program};
use crate::folders;

/// What is tried on one such Debian.
pub struct Trial {
    pub name: &'static str,
    /// In `xtask/package/`; it runs as root there, with the packages and the other scripts beside it.
    script: &'static str,
    /// What it needs beside what every Debian has. What the packages need, they have to bring.
    packages: &'static str,
    how: How,
}

/// How its script is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// By itself.
    Alone,
    /// By systemd, in a container that boots.
    Booted,
}

pub const SERVER: Trial = Trial {
    name: "rosterd on a new Debian",
    script: "server.sh",
    packages: "systemd,rpm,man-db",
    how: How::Alone,
};

pub const DESKTOP: Trial = Trial {
    name: "roster on a new Debian",
    script: "desktop.sh",
    packages: "rpm,dbus,desktop-file-utils,xvfb,xauth,x11-utils",
    how: How::Alone,
};

pub const BOOT: Trial = Trial {
    name: "rosterd under systemd",
    script: "boot.sh",
    packages: "systemd-sysv,dbus",
    how: How::Booted,
};

/// Where Debian and Ubuntu keep the sources of their packages, in the new form and the old.
const SOURCES: &[&str] = &[
    "/etc/apt/sources.list.d/debian.sources",
    "/etc/apt/sources.list.d/ubuntu.sources",
    "/etc/apt/sources.list",
];

impl Trial {
    /// Why it cannot be run here, if it cannot.
    pub fn left_out(&self) -> Option<&'static str> {
        if self.how == How::Alone {
            return None;
        }
        let root = answer(program("id").arg("-u")).as_deref() == Some("0");
        (!root || folders::program("systemd-nspawn").is_none())
            .then_some("it needs root, and systemd-nspawn (Debian's systemd-container)")
    }

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
        let mut command = making.tool("mmdebstrap");
        command
            .args(["--quiet", "--variant=apt", "--format=null"])
            // It is thrown away: that nothing waits for the disk is several times as fast.
            .arg("--dpkgopt=force-unsafe-io")
            .arg(format!("--include={}", self.packages))
            // None of these is to empty the folder of what was downloaded.
            .args(["--skip=download/empty", "--skip=essential/unlink", "--skip=cleanup/apt"])
            .args(self.hooks(making)?)
            .args([&codename()?, "-"])
            .args(SOURCES.iter().filter(|file| Path::new(file).is_file()));
        Ok(command)
    }

    /// What is done at the beginning, and once the system is there.
    fn hooks(&self, making: &Making) -> Result<[String; 7]> {
        let downloads = folders::cache().join("roster").join("packages").join(codename()?);
        fs::create_dir_all(&downloads)?;
        let archives = Path::new("/var/cache/apt/archives");
        let mut tried = what_is_tried(making)?;
        tried.push("/try".into());
        let keep = format!("--customize-hook=sync-out {}", words(&[archives, &downloads]));
        Ok([
            r#"--setup-hook=mkdir -p "$1/var/cache/apt/archives""#.to_owned(),
            format!("--setup-hook=sync-in {}", words(&[&downloads, archives])),
            // Before the script as well, which may fail.
            keep.clone(),
            r#"--customize-hook=mkdir "$1/try""#.to_owned(),
            format!("--customize-hook=copy-in {}", words(&tried)),
            self.start(),
            keep,
        ])
    }

    fn start(&self) -> String {
        match self.how {
            How::Alone => format!(
                r#"--customize-hook=chroot "$1" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 bash /try/{}"#,
                self.script
            ),
            // With a network of its own: the service listens where somebody's own may listen here.
            How::Booted => [
                r#"--customize-hook=chroot "$1" systemctl --quiet enable /try/boot.service"#,
                r#"timeout 300 systemd-nspawn --directory "$1" --boot --private-network --register=no --keep-unit </dev/null"#,
                r#"cat "$1/try/said""#,
                r#"test -e "$1/try/passed""#,
            ]
            .join("\n"),
        }
    }
}

/// Everything that was made, and the scripts.
fn what_is_tried(making: &Making) -> Result<Vec<PathBuf>> {
    let out = making.out();
    let scripts = files(&folders::root().join("xtask/package"), |_| true)?;
    Ok([
        deb::files_in(out),
        rpm::files_in(out),
        vec![server::file_in(out)],
        scripts,
    ]
    .concat())
}

/// Paths, as mmdebstrap takes them apart: like a shell.
fn words(paths: &[impl AsRef<Path>]) -> String {
    let quoted = |path: &Path| format!("'{}'", path.display().to_string().replace('\'', r"'\''"));
    let words: Vec<String> = paths.iter().map(|path| quoted(path.as_ref())).collect();
    words.join(" ")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_one_word() {
        assert_eq!(
            words(&["/home/ada/it's here", "/try"]),
            r"'/home/ada/it'\''s here' '/try'"
        );
    }
}
