use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use jiff::Timestamp;
use url::Url;

use super::{Fact, size};
use crate::folder::Layout;
use crate::settings::{KnownAccount, Settings};
use crate::view::Mode;

/// One line for each account on this computer and what is stored for it, without any name or email.
pub(super) fn facts(data: &Path) -> Vec<Fact> {
    let layout = Layout::of(data);
    let mut facts = vec![
        Fact::new("Roster is open", is_open(&layout.lock())),
        Fact::new("service on this computer", service(&layout.service())),
    ];
    match settings(&layout.settings()) {
        Ok(None) => facts.push(Fact::new("accounts", "none: there are no settings yet")),
        Ok(Some(settings)) => facts.extend(accounts(&layout, &settings)),
        Err(why) => facts.push(Fact::new("accounts", why)),
    }
    facts
}

fn accounts(layout: &Layout, settings: &Settings) -> Vec<Fact> {
    let mut facts = vec![Fact::new("accounts", settings.accounts.len().to_string())];
    for (at, account) in settings.accounts.iter().enumerate() {
        facts.push(Fact::new(format!("account {}", at + 1), describe(layout, account)));
    }
    facts
}

fn describe(layout: &Layout, account: &KnownAccount) -> String {
    let place = match account.mode {
        Mode::Embedded => "on this computer".to_owned(),
        Mode::Server => format!("at {}", address(account.server_url.as_deref().unwrap_or_default())),
    };
    let session = match (account.signed_in, account.left) {
        (true, _) => "its session is in the keyring",
        (false, true) => "signed out",
        (false, false) => "its session has ended",
    };
    let folder = layout.account(account.key);
    let copy = file(&folder.replica(), "copy");
    let pending = file(&folder.pending(), "pending changes");
    let ahead = account.service_ahead_seconds;
    format!("{place}; {session}; {copy}; {pending}; the service's clock is {ahead} s ahead of this computer's")
}

/// An address as it may be shown: of one that was tampered with, no password.
fn address(text: &str) -> String {
    match Url::parse(text) {
        Ok(url) if url.has_host() => format!("{}{}", url.origin().ascii_serialization(), url.path()),
        _ => "what is no address".to_owned(),
    }
}

fn file(path: &Path, what: &str) -> String {
    match std::fs::metadata(path) {
        Ok(file) => {
            let written = file.modified().ok().and_then(|time| Timestamp::try_from(time).ok());
            let written = written.map_or_else(|| "at an unknown time".to_owned(), |time| format!("{time:.0}"));
            format!("{what} of {}, written {written}", size(file.len()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => format!("no {what}"),
        Err(error) => format!("{what} not readable: {}", error.kind()),
    }
}

fn service(folder: &Path) -> String {
    let Ok(files) = std::fs::read_dir(folder) else {
        return "has never run".to_owned();
    };
    let files = files.filter_map(|file| file.ok()?.metadata().ok());
    let bytes = files.filter(std::fs::Metadata::is_file).map(|file| file.len()).sum();
    format!("has run; its files have {}", size(bytes))
}

/// Reads the settings file; none where there is none. An error gives only line and column: the text there may be somebody's name.
fn settings(path: &Path) -> Result<Option<Settings>, String> {
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            format!("not known: desktop.json cannot be understood at line {line}, column {column}")
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("not known: desktop.json cannot be read: {}", error.kind())),
    }
}

/// Roster holds the lock for as long as it is open. One who starts meanwhile waits for longer than this takes.
fn is_open(lock: &Path) -> &'static str {
    let Ok(file) = File::open(lock) else { return "no" };
    match file.try_lock_shared() {
        Ok(()) => "no",
        Err(TryLockError::WouldBlock) => "yes",
        Err(TryLockError::Error(_)) => "not known",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTINGS: &str = r#"{
        "installation": "01900000-0000-7000-8000-000000000001",
        "accounts": [{
            "key": "01900000-0000-7000-8000-000000000002", "mode": "server",
            "serverUrl": "https://ada:s3cret@roster.example.com/team?token=s3cret",
            "userId": "01900000-0000-7000-8000-000000000003", "loginEmail": "ada@secret.example",
            "userName": "Ada Secret", "accountName": "Secret Engines", "signedIn": true, "serviceAheadSeconds": -90
        }, {
            "key": "01900000-0000-7000-8000-000000000004", "mode": "embedded", "serverUrl": null,
            "userId": "01900000-0000-7000-8000-000000000005", "loginEmail": "max@secret.example",
            "userName": "Max Secret", "accountName": "Secret Looms", "signedIn": false, "left": true
        }],
        "lastLoginEmail": "ada@secret.example"
    }"#;

    fn told(data: &Path) -> String {
        let facts = facts(data);
        let lines: Vec<String> = facts
            .iter()
            .map(|fact| format!("{}: {}", fact.name, fact.value))
            .collect();
        lines.join("\n")
    }

    #[test]
    fn where_accounts_are_is_told_and_whose_they_are_is_not() {
        let data = tempfile::tempdir().unwrap();
        std::fs::write(data.path().join("desktop.json"), SETTINGS).unwrap();
        let folder = data.path().join("accounts/01900000-0000-7000-8000-000000000002");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("replica.db"), vec![0; 1_234_567]).unwrap();
        let told = told(data.path());
        assert!(
            told.contains("accounts: 2\naccount 1: at https://roster.example.com/team; its session"),
            "{told}"
        );
        assert!(told.contains("copy of 1.3 MB, written 20"), "{told}");
        assert!(told.contains("clock is -90 s ahead"), "{told}");
        assert!(
            told.contains("account 2: on this computer; signed out; no copy; no pending changes"),
            "{told}"
        );
        for secret in ["ecret", "ada", "max", "0190000"] {
            assert!(!told.to_lowercase().contains(secret), "{secret}: {told}");
        }
    }

    #[test]
    fn settings_that_cannot_be_understood_are_not_quoted() {
        let data = tempfile::tempdir().unwrap();
        std::fs::write(
            data.path().join("desktop.json"),
            "{\"accounts\": \"ada@secret.example\"}",
        )
        .unwrap();
        let told = told(data.path());
        assert!(
            told.contains("desktop.json cannot be understood at line 1, column "),
            "{told}"
        );
        assert!(!told.contains("secret"), "{told}");
    }

    #[test]
    fn nothing_there_is_no_trouble_and_nothing_is_made() {
        let data = tempfile::tempdir().unwrap();
        let told = told(&data.path().join("none"));
        assert!(
            told.contains("Roster is open: no\nservice on this computer: has never run\naccounts: none"),
            "{told}"
        );
        assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 0);
    }

    #[test]
    fn one_that_is_open_is_told_so() {
        let data = tempfile::tempdir().unwrap();
        let claimed = crate::folder::DataFolder::claim(data.path()).unwrap();
        assert!(told(data.path()).contains("Roster is open: yes"));
        drop(claimed);
        assert!(told(data.path()).contains("Roster is open: no"));
    }
}
