use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use roster_contract::Me;
use roster_domain::UserId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::names::full_name;
use crate::server::place;
use crate::view::{AccountKey, Mode};

/// What the desktop remembers from one start to the next. No secret is among it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    /// Tells this data folder's secrets from another's in the same keyring.
    pub installation: Uuid,
    /// In the order in which they were added.
    #[serde(default)]
    pub accounts: Vec<KnownAccount>,
    /// The one that was in view last.
    #[serde(default)]
    pub current: Option<AccountKey>,
    /// What was chosen on the start screen, until one has signed in there.
    #[serde(default)]
    pub mode: Option<Mode>,
    #[serde(default)]
    pub server_url: Option<String>,
    /// Where the service on this computer listens, so that the links it wrote keep working.
    #[serde(default)]
    pub embedded_port: Option<u16>,
    /// Whom the start screen's form suggests.
    #[serde(default)]
    pub last_login_email: Option<String>,
    /// Of a version that knew but one account: whose token and replica key are in the keyring.
    #[serde(default, skip_serializing)]
    pub signed_in_as: Option<UserId>,
}

/// An account that one has signed in to, as it last was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KnownAccount {
    pub key: AccountKey,
    pub mode: Mode,
    /// Absent for the service in this process.
    pub server_url: Option<String>,
    pub user_id: UserId,
    pub login_email: String,
    pub user_name: String,
    pub account_name: String,
    /// Its token and its replica's key are in the keyring.
    pub signed_in: bool,
    /// One has signed out of it oneself: that nobody is signed in is as wanted.
    #[serde(default)]
    pub left: bool,
    /// How far its service's clock was ahead of this computer's when it answered last: used until it answers again.
    #[serde(default)]
    pub service_ahead_seconds: i32,
}

impl KnownAccount {
    /// Where its service is.
    pub fn place(&self) -> String {
        place(self.mode, self.server_url.as_deref())
    }

    /// Takes over what the service says of whose it is.
    pub fn describe(&mut self, me: &Me) {
        self.login_email.clone_from(&me.user.login_email);
        self.user_name = full_name(&me.user.first_name, &me.user.last_name);
        self.account_name.clone_from(&me.account.name);
    }
}

/// The settings and the file they are kept in.
#[derive(Debug)]
pub(crate) struct SettingsFile {
    path: PathBuf,
    settings: Mutex<Settings>,
}

impl SettingsFile {
    /// Reads the file; one that cannot be read as settings is set aside, and they begin anew.
    pub fn open(path: PathBuf, fresh: Uuid, now: Timestamp) -> io::Result<Self> {
        let settings = match std::fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).or_else(|error| {
                tracing::warn!(%error, "the settings cannot be read and are set aside");
                let aside = path.with_extension(format!("json.{}.aside", now.strftime("%Y%m%dT%H%M%SZ")));
                std::fs::rename(&path, aside).map(|()| Settings::fresh(fresh))
            })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Settings::fresh(fresh),
            Err(error) => return Err(error),
        };
        Ok(Self {
            path,
            settings: Mutex::new(settings),
        })
    }

    pub fn get(&self) -> Settings {
        self.lock().clone()
    }

    /// Changes the settings. They count for this run even when they cannot be written, which the log then says.
    pub fn change(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.lock();
        let before = settings.clone();
        change(&mut settings);
        if *settings != before
            && let Err(error) = write(&self.path, &settings)
        {
            tracing::error!(%error, "the settings could not be written");
        }
    }

    fn lock(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Settings {
    pub fn account(&self, key: AccountKey) -> Option<&KnownAccount> {
        self.accounts.iter().find(|account| account.key == key)
    }

    pub fn account_mut(&mut self, key: AccountKey) -> Option<&mut KnownAccount> {
        self.accounts.iter_mut().find(|account| account.key == key)
    }

    /// Whether an account uses the service on this computer: one that has a session, or is in use otherwise.
    pub fn uses_service(&self, is_in_use: impl Fn(AccountKey) -> bool) -> bool {
        let mut embedded = self.accounts.iter().filter(|account| account.mode == Mode::Embedded);
        embedded.any(|account| account.signed_in || is_in_use(account.key))
    }

    /// What the start screen goes by is as at the first start.
    pub fn clear_start(&mut self) {
        self.mode = None;
        self.server_url = None;
        self.last_login_email = None;
    }

    fn fresh(installation: Uuid) -> Self {
        Self {
            installation,
            accounts: Vec::new(),
            current: None,
            mode: None,
            server_url: None,
            embedded_port: None,
            last_login_email: None,
            signed_in_as: None,
        }
    }
}

/// Writes a new file and puts it in the old one's place, so that there is always a whole one.
fn write(path: &Path, settings: &Settings) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    serde_json::to_writer_pretty(&mut file, settings)?;
    file.write_all(b"\n")?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(path: &Path, number: u128) -> SettingsFile {
        let now = "2026-03-02T09:00:00Z".parse().unwrap();
        SettingsFile::open(path.to_owned(), Uuid::from_u128(number), now).unwrap()
    }

    #[test]
    fn what_was_set_is_there_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desktop.json");
        open(&path, 1).change(|settings| {
            settings.mode = Some(Mode::Embedded);
            settings.embedded_port = Some(4711);
        });
        let again = open(&path, 2).get();
        assert_eq!(
            (again.installation, again.mode, again.embedded_port),
            (Uuid::from_u128(1), Some(Mode::Embedded), Some(4711))
        );
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            1,
            "no half-written file is left"
        );
    }

    #[test]
    fn a_file_that_is_no_settings_is_kept_beside_new_ones() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desktop.json");
        std::fs::write(&path, "{ half").unwrap();
        let settings = open(&path, 3);
        assert_eq!(settings.get(), Settings::fresh(Uuid::from_u128(3)));
        settings.change(|settings| settings.mode = Some(Mode::Server));
        let aside = folder.path().join("desktop.json.20260302T090000Z.aside");
        assert_eq!(std::fs::read_to_string(aside).unwrap(), "{ half");
        assert_eq!(open(&path, 4).get().mode, Some(Mode::Server));
    }
}
