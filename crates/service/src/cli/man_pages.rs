//! The manual pages, `packaging/man/rosterd*.1`: one for `rosterd` and one for each of its commands, made of the same
//! definitions that read the command line.

use std::collections::BTreeMap;
use std::io;

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::arguments::Arguments;

/// What the first page says beside what clap knows, in the language of manual pages (see man-pages(7) and groff_man(7)).
const MORE: &str = r"
.SH ENVIRONMENT
Every option of a command says by which variable it can be set, too; an option on the command line counts more. Besides:
.TP
\fBROSTER_LOG\fR
What is logged, such as \fBinfo\fR (the default), \fBdebug\fR or \fBwarn\fR.
.TP
\fBROSTER_LOG_FORMAT\fR
\fBtext\fR (the default) or \fBjson\fR.
.TP
\fBROSTER_SECRET_KEY\fR
The secret key itself, 64 hexadecimal digits, in the place of a file.
.SH FILES
.TP
\fI/etc/rosterd/rosterd.env\fR
The settings of the service that systemd runs, one variable a line.
.TP
\fI/var/lib/rosterd\fR
What that service keeps: the secret key and, unless it is told of another database, an SQLite file and the mails.
.SH EXIT STATUS
0 when all went well, 2 when something is wrong, which one line on standard error says. \fBrosterd audit verify\fR ends with 1 when a
log is not as it was written.
.SH SEE ALSO
https://github.com/roster\-desktop/roster/blob/main/docs/OPERATIONS.md
";

/// Every page, by the name of its file.
fn pages() -> io::Result<BTreeMap<String, String>> {
    let mut rosterd = Arguments::command().disable_help_subcommand(true);
    rosterd.build();
    let mut pages = BTreeMap::new();
    add(&rosterd, &mut pages)?;
    if let Some(first) = pages.get_mut("rosterd.1") {
        first.push_str(MORE.trim_start());
    }
    Ok(pages)
}

fn add(command: &Command, pages: &mut BTreeMap<String, String>) -> io::Result<()> {
    // Without the version, so that the pages are the same from one to the next unless a command changes.
    let man = Man::new(command.clone()).source("Roster").manual("Roster");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    let page = String::from_utf8(page).map_err(io::Error::other)?;
    pages.insert(man.get_filename(), page);
    command.get_subcommands().try_for_each(|inner| add(inner, pages))
}

mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    const HOW: &str = "run ROSTER_UPDATE_MAN_PAGES=1 cargo test -p roster-service --lib man_pages";

    /// The pages that are committed, by the names of their files.
    fn committed(folder: &Path) -> BTreeMap<String, String> {
        let files = fs::read_dir(folder)
            .expect("packaging/man")
            .map(|file| file.expect("a file").path());
        files
            .filter_map(|path| Some((path.file_name()?.to_str()?.to_owned(), fs::read_to_string(&path).ok()?)))
            .filter(|(name, _)| name.starts_with("rosterd"))
            .collect()
    }

    #[test]
    fn the_committed_pages_are_those_of_the_code() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packaging/man"));
        let fresh = pages().expect("text");
        if std::env::var_os("ROSTER_UPDATE_MAN_PAGES").is_some() {
            for name in committed(folder).keys() {
                fs::remove_file(folder.join(name)).expect("a file that may be removed");
            }
            for (name, page) in &fresh {
                fs::write(folder.join(name), page).expect("a folder that may be written to");
            }
        }
        let committed = committed(folder);
        let names: Vec<_> = committed.keys().collect();
        assert_eq!(names, fresh.keys().collect::<Vec<_>>(), "packaging/man is stale: {HOW}");
        for (name, page) in &fresh {
            assert!(committed[name] == *page, "packaging/man/{name} is stale: {HOW}");
        }
    }
}
