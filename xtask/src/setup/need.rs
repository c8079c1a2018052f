//! What Roster needs from a Linux system, and why.

use anyhow::{Result, bail};

use super::debian;
use super::sign::Sign;
use crate::folders;

/// What a system package is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To build the desktop.
    Build,
    /// To start the desktop where no desktop session runs: it keeps its secrets in the session's keyring.
    Session,
    /// To run the tests.
    Test,
    /// To build for Windows and to run it under Wine.
    Windows,
    /// To make packages and to try them.
    Package,
    /// To take the screenshots, besides what the tests need.
    Pictures,
}

/// One thing the system has to have.
#[derive(Debug)]
pub struct Need {
    /// The package that brings it on Debian and Ubuntu.
    pub package: &'static str,
    pub why: &'static str,
    purposes: &'static [Purpose],
    /// How one sees that it is there, from whichever package or distribution it came.
    sign: Sign,
}

const NEEDS: &[Need] = &[
    Need {
        package: "gcc-mingw-w64-x86-64-posix",
        why: "a C compiler and linker for Windows",
        purposes: &[Purpose::Windows],
        sign: Sign::Programs(&["x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"]),
    },
    Need {
        package: "g++-mingw-w64-x86-64-posix",
        why: "a C++ compiler for Windows, for the cryptography of TLS",
        purposes: &[Purpose::Windows],
        sign: Sign::Programs(&["x86_64-w64-mingw32-g++"]),
    },
    Need {
        package: "nasm",
        why: "an assembler for Windows, for the same",
        purposes: &[Purpose::Windows],
        sign: Sign::Programs(&["nasm"]),
    },
    Need {
        package: "cmake",
        why: "configures the same",
        purposes: &[Purpose::Windows],
        sign: Sign::Programs(&["cmake"]),
    },
    Need {
        package: "wine",
        why: "runs the programs for Windows",
        purposes: &[Purpose::Windows],
        sign: Sign::Programs(&["wine", "wineserver"]),
    },
    Need {
        package: "wine64",
        why: "the same, for programs of 64 bits",
        purposes: &[Purpose::Windows],
        sign: Sign::Wine64,
    },
    Need {
        package: "build-essential",
        why: "a C compiler and make, for SQLCipher and OpenSSL",
        purposes: &[Purpose::Build],
        sign: Sign::Programs(&["cc", "make"]),
    },
    Need {
        package: "perl",
        why: "OpenSSL's configuration is written in it",
        purposes: &[Purpose::Build],
        sign: Sign::PerlModules(&["FindBin", "IPC::Cmd", "Pod::Usage", "Time::Piece"]),
    },
    Need {
        package: "pkg-config",
        why: "finds the system's libraries",
        purposes: &[Purpose::Build],
        sign: Sign::Programs(&["pkg-config"]),
    },
    Need {
        package: "libwebkit2gtk-4.1-dev",
        why: "the web view in the desktop's window",
        purposes: &[Purpose::Build],
        sign: Sign::Library("webkit2gtk-4.1"),
    },
    Need {
        package: "libdbus-1-dev",
        why: "the session bus, which the desktop's window listens to",
        purposes: &[Purpose::Build],
        sign: Sign::Library("dbus-1"),
    },
    Need {
        package: "dbus",
        why: "the session bus through which the keyring is reached",
        purposes: &[Purpose::Session, Purpose::Test],
        sign: Sign::Programs(&["dbus-daemon", "dbus-run-session"]),
    },
    Need {
        package: "gnome-keyring",
        why: "a keyring (Secret Service), which holds the desktop's secrets",
        purposes: &[Purpose::Session, Purpose::Test],
        sign: Sign::Programs(&["gnome-keyring-daemon"]),
    },
    Need {
        package: "xvfb",
        why: "a display without a screen, for the tests in the desktop's window",
        purposes: &[Purpose::Test],
        sign: Sign::Programs(&["Xvfb"]),
    },
    Need {
        package: "webkit2gtk-driver",
        why: "WebDriver, which presses the buttons in those tests",
        purposes: &[Purpose::Test],
        sign: Sign::Programs(&["WebKitWebDriver"]),
    },
    Need {
        package: "postgresql",
        why: "the database server's programs, for the tests' own throw-away server",
        purposes: &[Purpose::Test],
        sign: Sign::PostgresServer,
    },
    Need {
        package: "fonts-noto-core",
        why: "letters of every language Roster speaks, Arabic included",
        purposes: &[Purpose::Test],
        sign: Sign::Font("Noto Sans Arabic"),
    },
    Need {
        package: "fonts-noto-cjk",
        why: "letters of the Chinese, Japanese and Korean names among the made-up people",
        purposes: &[Purpose::Pictures],
        sign: Sign::Font("Noto Sans CJK SC"),
    },
    Need {
        package: "imagemagick",
        why: "takes the pictures of the desktop's window",
        purposes: &[Purpose::Pictures],
        sign: Sign::Programs(&["import"]),
    },
    Need {
        package: "debhelper",
        why: "makes the packages of Debian",
        purposes: &[Purpose::Package],
        sign: Sign::Programs(&["dh", "dpkg-buildpackage"]),
    },
    Need {
        package: "rpm",
        why: "makes the packages of Fedora and its kin",
        purposes: &[Purpose::Package],
        sign: Sign::Programs(&["rpmbuild"]),
    },
    Need {
        package: "lintian",
        why: "finds what is wrong with a package of Debian",
        purposes: &[Purpose::Package],
        sign: Sign::Programs(&["lintian"]),
    },
    Need {
        package: "appstream",
        why: "checks what software centres are told",
        purposes: &[Purpose::Package],
        sign: Sign::Programs(&["appstreamcli"]),
    },
    Need {
        package: "desktop-file-utils",
        why: "checks the entry in the desktop's menu",
        purposes: &[Purpose::Package],
        sign: Sign::Programs(&["desktop-file-validate"]),
    },
    Need {
        package: "mmdebstrap",
        why: "makes the Debian on which the packages are tried, and throws it away",
        purposes: &[Purpose::Package],
        sign: Sign::Programs(&["mmdebstrap"]),
    },
    Need {
        package: "uidmap",
        why: "lets it do so for one who is not root",
        purposes: &[Purpose::Package],
        sign: Sign::Programs(&["newuidmap"]),
    },
];

/// Installs what is missing for the given purposes, or fails with the one line that would.
pub fn satisfy(purposes: &[Purpose]) -> Result<()> {
    let wanted = NEEDS
        .iter()
        .filter(|need| need.purposes.iter().any(|purpose| purposes.contains(purpose)));
    let missing: Vec<&Need> = wanted.filter(|need| !need.sign.is_there()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Set-up: the system lacks:");
    for need in &missing {
        println!("  {:24} {}", need.package, need.why);
    }
    if folders::program("apt-get").is_none() {
        bail!(
            "install what is listed above (by its Debian name; yours may differ: webkit2gtk4.1-devel on Fedora, \
             webkit2gtk-4.1 on Arch), then try again"
        );
    }
    debian::install(&missing.iter().map(|need| need.package).collect::<Vec<_>>())?;
    match missing.iter().find(|need| !need.sign.is_there()) {
        None => Ok(()),
        Some(need) => bail!(
            "{} is installed, yet there is still no sign of {}",
            need.package,
            need.sign
        ),
    }
}
