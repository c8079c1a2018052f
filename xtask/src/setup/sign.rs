//! How one sees that the system has something, from whichever package it came.

use std::fmt;
use std::path::Path;

use crate::command::{answer, program, succeeds};
use crate::folders;

/// What shows that a need is met.
#[derive(Debug)]
pub enum Sign {
    /// Programs, all of them in `PATH`.
    Programs(&'static [&'static str]),
    /// Perl with its usual modules, which the `perl` that every Debian has (of the package perl-base) comes without.
    PerlModules(&'static [&'static str]),
    /// A library that pkg-config knows.
    Library(&'static str),
    /// PostgreSQL's server programs, which Debian keeps out of `PATH`.
    PostgresServer,
    /// Wine for programs of 64 bits, which Debian keeps out of `PATH`.
    Wine64,
    /// A font family that fontconfig knows.
    Font(&'static str),
}

impl Sign {
    pub fn is_there(&self) -> bool {
        match self {
            Self::Programs(names) => names.iter().all(|name| folders::program(name).is_some()),
            Self::PerlModules(modules) => {
                let load = modules.iter().map(|module| format!("-M{module}"));
                succeeds(program("perl").args(load).args(["-e", "1"]))
            }
            Self::Library(name) => succeeds(program("pkg-config").args(["--exists", name])),
            Self::PostgresServer => folders::program("initdb").is_some() || debian_keeps_postgres(),
            Self::Wine64 => folders::program("wine64").is_some() || Path::new("/usr/lib/wine/wine64").is_file(),
            Self::Font(family) => answer(program("fc-list").arg(family)).is_some(),
        }
    }
}

fn debian_keeps_postgres() -> bool {
    let versions = Path::new("/usr/lib/postgresql")
        .read_dir()
        .into_iter()
        .flatten()
        .flatten();
    versions
        .into_iter()
        .any(|version| version.path().join("bin/initdb").is_file())
}

impl fmt::Display for Sign {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Programs(names) => write!(out, "the programs {}", names.join(", ")),
            Self::PerlModules(modules) => write!(out, "Perl's modules {}", modules.join(", ")),
            Self::Library(name) => write!(out, "the library {name} (pkg-config --exists {name})"),
            Self::PostgresServer => write!(out, "the program initdb"),
            Self::Wine64 => write!(out, "the program wine64"),
            Self::Font(family) => write!(out, "the font {family}"),
        }
    }
}
