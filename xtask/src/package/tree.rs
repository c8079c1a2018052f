//! The files of each package, where they lie on the computer they are installed on.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::making::{Making, copy, files, write};
use crate::folders;

/// The entry in the desktop's menu.
pub const ENTRY: &str = "packaging/roster.desktop";

/// What software centres show.
pub const METAINFO: &str = "packaging/app.roster.desktop.metainfo.xml";

/// The desktop's files beside its program: where they are in the repository, and where in the package.
const DESKTOP: &[(&str, &str)] = &[
    (ENTRY, "usr/share/applications/roster.desktop"),
    (METAINFO, "usr/share/metainfo/app.roster.desktop.metainfo.xml"),
    ("packaging/man/roster.1", "usr/share/man/man1/roster.1"),
    ("icons/32x32.png", "usr/share/icons/hicolor/32x32/apps/roster.png"),
    ("icons/64x64.png", "usr/share/icons/hicolor/64x64/apps/roster.png"),
    ("icons/128x128.png", "usr/share/icons/hicolor/128x128/apps/roster.png"),
    (
        "icons/128x128@2x.png",
        "usr/share/icons/hicolor/256x256/apps/roster.png",
    ),
    ("icons/icon.png", "usr/share/icons/hicolor/512x512/apps/roster.png"),
    ("icons/icon.svg", "usr/share/icons/hicolor/scalable/apps/roster.svg"),
];

/// How Tauri has a program know that it was not installed from a package, and then has the same program registered for its links in
/// the person's own folder, and what says that it was. Tauri's own packages are made in this way, too.
const NOT_INSTALLED: &[u8] = b"__TAURI_BUNDLE_TYPE_VAR_UNK";

/// Lays out both packages below a folder, as `roster` and `rosterd`. `kind` is `DEB` or `RPM`.
pub fn lay_out(making: &Making, kind: &str, folder: &Path) -> Result<()> {
    desktop(making, kind, &folder.join("roster"))?;
    service(making, &folder.join("rosterd"))
}

fn desktop(making: &Making, kind: &str, folder: &Path) -> Result<()> {
    for (from, to) in DESKTOP {
        copy(&folders::root().join(from), &folder.join(to))?;
    }
    let program = fs::read(making.programs.join("roster")).context("there is no program roster")?;
    let to = folder.join("usr/bin/roster");
    write(&to, installed(program, kind)?)?;
    executable(&to)
}

fn service(making: &Making, folder: &Path) -> Result<()> {
    let to = folder.join("usr/bin/rosterd");
    copy(&making.programs.join("rosterd"), &to)?;
    executable(&to)?;
    for page in manual_pages()? {
        let name = page.file_name().context("a file has a name")?;
        copy(&page, &folder.join("usr/share/man/man1").join(name))?;
    }
    write(&folder.join("etc/rosterd/rosterd.env"), settings()?)
}

/// The manual pages of the service.
pub fn manual_pages() -> Result<Vec<std::path::PathBuf>> {
    let folder = folders::root().join("packaging/man");
    files(&folder, |name| name.starts_with("rosterd") && name.ends_with(".1"))
}

/// The unit of systemd, for a program that the package manager put where its programs are.
pub fn unit() -> Result<String> {
    let unit = fs::read_to_string(folders::root().join("packaging/rosterd.service"))?;
    Ok(unit.replace("ExecStart=/usr/local/bin/", "ExecStart=/usr/bin/"))
}

/// The example, with nothing set: the service is not to look for a database that nobody has.
fn settings() -> Result<String> {
    let example = fs::read_to_string(folders::root().join("packaging/rosterd.env.example"))?;
    Ok(without_values(&example))
}

fn without_values(example: &str) -> String {
    let commented = example.lines().map(|line| match line {
        "" => "\n".to_owned(),
        comment if comment.starts_with('#') => format!("{comment}\n"),
        setting => format!("#{setting}\n"),
    });
    commented.collect()
}

/// The program, told how it was installed.
fn installed(mut program: Vec<u8>, kind: &str) -> Result<Vec<u8>> {
    let length = NOT_INSTALLED.len();
    let found = program.windows(length).position(|bytes| bytes == NOT_INSTALLED);
    let at = found.context("the program roster has no mark of Tauri's that says how it was installed")?;
    program[at + length - kind.len()..at + length].copy_from_slice(kind.as_bytes());
    Ok(program)
}

/// May be run by everyone.
pub fn executable(file: &Path) -> Result<()> {
    #[cfg(unix)]
    fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_told_how_it_was_installed_and_is_otherwise_the_same() {
        let program = b"before __TAURI_BUNDLE_TYPE_VAR_UNK after".to_vec();
        let told = installed(program, "DEB").unwrap();
        assert_eq!(told, b"before __TAURI_BUNDLE_TYPE_VAR_DEB after");
        assert!(installed(b"another program".to_vec(), "DEB").is_err());
    }

    #[test]
    fn what_is_installed_sets_nothing_and_shows_everything() {
        let text = without_values("# Settings.\nA=1\n\nB=2\n");
        assert_eq!(text, "# Settings.\n#A=1\n\n#B=2\n");
        assert!(
            settings()
                .unwrap()
                .lines()
                .all(|line| line.is_empty() || line.starts_with('#'))
        );
        assert!(settings().unwrap().contains("#ROSTER_DATABASE_URL="));
    }

    #[test]
    fn the_unit_starts_the_program_of_the_package() {
        let unit = unit().unwrap();
        assert!(
            unit.lines().any(|line| line == "ExecStart=/usr/bin/rosterd serve"),
            "{unit}"
        );
        assert!(!unit.contains("/usr/local"), "{unit}");
    }
}
