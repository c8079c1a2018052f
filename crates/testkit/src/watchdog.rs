use std::io::{PipeWriter, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// Cleans up when the test's process ends, however it ends: a static is never dropped, and a killed process drops nothing.
///
/// It is a shell that reads from a pipe which only this process holds. At the pipe's end it stops the process groups it
/// was told of, runs its command, and deletes the folder. Dropping it does all of that at once, and waits for it.
#[derive(Debug)]
pub struct Watchdog {
    shell: Child,
    pipe: Option<PipeWriter>,
}

/// `$0` is the folder, `$@` the command. Lines are `+GROUP` for a process group to stop at the end, `-GROUP` to forget it.
const SCRIPT: &str = r#"
trap '' INT TERM HUP
groups=' '
while read -r line; do
    group=${line#?}
    case $line in
        +*) groups="$groups$group " ;;
        -*) groups="${groups%% "$group" *} ${groups#* "$group" }" ;;
    esac
done
for group in $groups; do kill -s TERM -- "-$group"; done
"$@"
for group in $groups; do kill -s KILL -- "-$group"; done
rm -rf -- "$0"
"#;

impl Watchdog {
    /// Watches over a folder. `command` is run before the folder is deleted.
    pub fn over(folder: &Path, command: &Command) -> Result<Self> {
        let (reader, writer) = std::io::pipe()?;
        let shell = Command::new("sh")
            .args(["-c", SCRIPT])
            .arg(folder)
            .arg(command.get_program())
            .args(command.get_args())
            .stdin(reader)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A group of its own, so that Ctrl-C in a terminal stops the tests and not what cleans up after them.
            .process_group(0)
            .spawn()
            .context("could not start a shell")?;
        Ok(Self {
            shell,
            pipe: Some(writer),
        })
    }

    /// Stops this process group too when the end comes.
    pub fn watch(&mut self, group: u32) -> Result<()> {
        self.tell('+', group)
    }

    /// Forgets a process group that has ended, whose number another may get.
    pub fn forget(&mut self, group: u32) -> Result<()> {
        self.tell('-', group)
    }

    fn tell(&mut self, sign: char, group: u32) -> Result<()> {
        let pipe = self.pipe.as_mut().context("the watchdog is gone")?;
        Ok(writeln!(pipe, "{sign}{group}")?)
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.pipe = None;
        // Only a shell that was killed fails, and then nothing is left to be done about it.
        let _ = self.shell.wait();
    }
}
