use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// PostgreSQL's programs, and how to run them: the server refuses to be root.
#[derive(Debug)]
pub struct Programs {
    folder: PathBuf,
    as_root: bool,
}

impl Programs {
    /// Finds the newest version installed: where Debian keeps them, else in `PATH`.
    pub fn find() -> Result<Self> {
        let folder = debians().or_else(in_path).context(
            "PostgreSQL's server programs (initdb, pg_ctl) are not installed; `cargo xtask setup` installs them",
        )?;
        Ok(Self {
            folder,
            as_root: rustix::process::geteuid().is_root(),
        })
    }

    /// One of the programs, to be run as the user `postgres` if this is root, with an environment of its own.
    pub fn command(&self, name: &str) -> Command {
        self.run_as_them(&self.folder.join(name))
    }

    /// Any program, run in the same way.
    pub fn run_as_them(&self, program: &Path) -> Command {
        let path = format!("PATH={}:/usr/bin:/bin", self.folder.display());
        let mut command = if self.as_root {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "env"]);
            command
        } else {
            Command::new("env")
        };
        // The working folder of the tests may be closed to that user.
        command.current_dir("/");
        command.args(["-i", &path, "LC_ALL=C.UTF-8"]).arg(program);
        command
    }

    /// Gives a folder to the user that the programs run as.
    pub fn give(&self, folder: &Path) -> Result<()> {
        if !self.as_root {
            return Ok(());
        }
        let status = Command::new("chown").arg("postgres:postgres").arg(folder).status()?;
        if !status.success() {
            bail!(
                "could not give {} to the user postgres, whom Debian's package makes: {status}",
                folder.display()
            );
        }
        Ok(())
    }
}

fn debians() -> Option<PathBuf> {
    let versions = Path::new("/usr/lib/postgresql").read_dir().ok()?.flatten();
    let number = |folder: &PathBuf| folder.file_name()?.to_str()?.parse::<u32>().ok();
    let installed = versions
        .map(|entry| entry.path())
        .filter(|folder| folder.join("bin/initdb").is_file());
    installed.max_by_key(number).map(|folder| folder.join("bin"))
}

/// `PATH` may hold only links; the programs lie side by side where those point.
fn in_path() -> Option<PathBuf> {
    let initdb = env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join("initdb"))
        .find(|file| file.is_file())?;
    initdb.canonicalize().ok()?.parent().map(Path::to_owned)
}
