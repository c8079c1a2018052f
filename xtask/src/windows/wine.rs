//! Wine, with a Windows of its own in the cache folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::rust::folder;
use crate::command::{program, run, succeeds};

/// What makes Wine that Windows and no other. It says nothing of its own, and asks for neither .NET nor a browser's engine.
const ENVIRONMENT: [(&str, &str); 4] = [
    ("WINEARCH", "win64"),
    // Wine reads arguments in the encoding of this.
    ("LC_ALL", "C.UTF-8"),
    ("WINEDEBUG", "-all"),
    ("WINEDLLOVERRIDES", "mscoree=;mshtml="),
];

/// How many seconds the server stays when nothing runs: longer than any build. Should this program be killed, it goes by itself.
const STAYS: &str = "-p3600";

/// Started; it is stopped, with whatever runs in it, when this is dropped.
pub struct Wine {
    prefix: PathBuf,
}

impl Wine {
    pub fn start() -> Result<Self> {
        let wine = Self {
            prefix: folder().join("wine"),
        };
        fs::create_dir_all(&wine.prefix).with_context(|| format!("could not make {}", wine.prefix.display()))?;
        let complete = wine.prefix.join("complete");
        run(wine.command("wineserver").arg(STAYS))?;
        if !complete.is_file() {
            wine.set_up()?;
            fs::write(&complete, "")?;
        }
        wine.start_services()?;
        Ok(wine)
    }

    /// The first program of a Windows starts its services, which keep what that program writes to open for as long as they run: a test
    /// that reads all that a program says would wait for them.
    fn start_services(&self) -> Result<()> {
        let mut command = self.command("wine");
        command.args(["cmd", "/c", "exit"]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        run(&mut command)
    }

    fn set_up(&self) -> Result<()> {
        println!("Set-up: a Windows for Wine in {}", self.prefix.display());
        run(self.command("wineboot").arg("--init"))?;
        let version = [r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"];
        run(self.command("wine").args(["reg", "add"]).args(version))?;
        self.add_random_numbers()
    }

    /// Rust's standard library takes them from a library that older Wines lack.
    fn add_random_numbers(&self) -> Result<()> {
        let library = self.prefix.join("drive_c/windows/system32/bcryptprimitives.dll");
        if library.exists() {
            return Ok(());
        }
        run(program("x86_64-w64-mingw32-gcc")
            .args(["-shared", "-O2", "-Wall", "-o"])
            .arg(&library)
            .args(["xtask/windows/bcryptprimitives.c", "-ladvapi32"]))
    }

    /// Has Cargo run under Wine what it builds for Windows.
    pub fn run_what_cargo_builds(&self, cargo: &mut Command) {
        self.equip(cargo);
        cargo.env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "wine");
    }

    /// A program that runs one of Windows under Wine, whatever the environment of who starts it.
    pub fn script_for(&self, exe: &Path) -> Result<PathBuf> {
        let path = std::env::var("PATH").context("no PATH")?;
        let prefix = self.prefix.display().to_string();
        let settings = [("PATH", path.as_str()), ("WINEPREFIX", prefix.as_str())];
        let settings: Vec<String> = settings
            .iter()
            .chain(&ENVIRONMENT)
            .map(|(name, value)| format!("{name}={}", quoted(value)))
            .collect();
        let text = format!(
            "#!/bin/sh\nexport {}\nexec wine {} \"$@\"\n",
            settings.join(" "),
            quoted(&exe.display().to_string())
        );
        let script = self.prefix.join(exe.file_stem().context("a program has a name")?);
        fs::write(&script, text)?;
        #[cfg(unix)]
        fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
        Ok(script)
    }

    fn command(&self, name: &str) -> Command {
        let mut command = program(name);
        self.equip(&mut command);
        command
    }

    fn equip(&self, command: &mut Command) {
        command.envs(ENVIRONMENT).env("WINEPREFIX", &self.prefix);
        // Nothing here is to open a window on somebody's screen.
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    }
}

/// One word of a shell, whatever is in it (POSIX, Shell Command Language, section 2.2.2).
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

impl Drop for Wine {
    fn drop(&mut self) {
        succeeds(self.command("wineserver").arg("-k"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_a_shell_holds_whatever_is_in_it() {
        assert_eq!(quoted("/home/o'neil/a b"), r"'/home/o'\''neil/a b'");
    }
}
