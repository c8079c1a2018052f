use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use roster_domain::{Clock, Random, new_uuid};
use tokio::sync::{Mutex, OnceCell, broadcast, watch};
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::audit::AuditHeads;
use crate::embedded::{EmbeddedHost, EmbeddedService};
use crate::events::DesktopEvent;
use crate::folder::{DataFolder, FolderError};
use crate::http::{Http, Transport};
use crate::keyring::{Keyring, OpenStore};
use crate::policy::Policy;
use crate::server::Server;
use crate::session::Session;
use crate::settings::SettingsFile;
use crate::view::{AccountKey, KeyringStatus, StatusNotice};

/// How many events a listener may be behind.
const EVENTS: usize = 256;

/// What a desktop is made of.
pub struct Parts {
    /// Where its data is kept.
    pub folder: PathBuf,
    pub embedded: Arc<dyn EmbeddedHost>,
    pub keyring: OpenStore,
    /// What carries its requests.
    pub transport: Arc<dyn Transport>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    /// What this computer calls itself in the lists of its users' sessions.
    pub device_name: String,
    pub timing: Timing,
    /// The settings that the organisation has fixed on this computer.
    pub policy: Policy,
    /// Whether copies keep up with their service by themselves. When not, [`Desktop::sync_pass`] lets them, and nothing
    /// happens in between.
    pub background: bool,
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Parts")
            .field("folder", &self.folder)
            .field("timing", &self.timing)
            .finish_non_exhaustive()
    }
}

/// How long the desktop waits for what.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// For one call of the keyring.
    pub keyring: Duration,
    /// For a sign of life from one that is asked; on the stream of events the service gives one every 15 s.
    pub silence: Duration,
    /// Before the first try to reach the service again; from then on up to twice as long each time.
    pub first_retry: Duration,
    /// Between two tries, at most.
    pub last_retry: Duration,
    /// For the service to decide what someone waits for at a form; afterwards it is sent in the background.
    pub patience: Duration,
    /// For the service to hear that one signs out.
    pub farewell: Duration,
    /// For the service to answer at the start, before one is told that nothing may be read until it does.
    pub answer: Duration,
    /// Between two looks at the clock.
    pub clock: Duration,
    /// Between two looks at whether the computer has slept.
    pub wake: Duration,
    /// For what was looked at last to be drawn, before the whole copy is read.
    pub first_look: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            keyring: Duration::from_secs(5),
            silence: Duration::from_secs(30),
            first_retry: Duration::from_millis(500),
            last_retry: Duration::from_secs(30),
            patience: Duration::from_secs(10),
            farewell: Duration::from_secs(5),
            answer: Duration::from_secs(2),
            clock: Duration::from_mins(1),
            wake: Duration::from_secs(2),
            first_look: Duration::from_secs(1),
        }
    }
}

/// Why there is no desktop.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Folder(#[from] FolderError),
}

/// The desktop: its use cases are its methods.
#[derive(Debug)]
pub struct Desktop {
    pub(crate) folder: DataFolder,
    pub(crate) settings: SettingsFile,
    pub(crate) audit_heads: AuditHeads,
    pub(crate) embedded: Arc<dyn EmbeddedHost>,
    pub(crate) keyring: Keyring,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) device_name: String,
    pub(crate) http: Http,
    pub(crate) timing: Timing,
    pub(crate) policy: Policy,
    pub(crate) background: bool,
    /// Changes each time the network is back.
    pub(crate) network: watch::Sender<u64>,
    pub(crate) events: broadcast::Sender<DesktopEvent>,
    /// Held while one signs in or out or changes services, so that these follow one another.
    pub(crate) passage: Mutex<()>,
    pub(crate) started: OnceCell<()>,
    /// What goes on beside the commands; each ends with its session.
    pub(crate) tasks: TaskTracker,
    state: RwLock<State>,
}

/// Where one stands.
#[derive(Debug)]
pub(crate) struct State {
    /// The account in view; none while the start screen is.
    pub current: Option<AccountKey>,
    /// Of all accounts that one is signed in to.
    pub sessions: Vec<Arc<Session>>,
    /// The service that was chosen on the start screen; none before that.
    pub server: Option<Server>,
    /// The service in this process, while it runs.
    pub service: Option<Arc<dyn EmbeddedService>>,
    /// That service has nobody yet who could sign in.
    pub needs_account: bool,
    pub keyring: KeyringStatus,
    /// What to say of an account; of none, on the start screen.
    pub notices: HashMap<Option<AccountKey>, StatusNotice>,
}

impl State {
    pub fn session_of(&self, key: AccountKey) -> Option<&Arc<Session>> {
        self.sessions.iter().find(|session| session.account == key)
    }

    /// The session of the account in view.
    pub fn session(&self) -> Option<&Arc<Session>> {
        self.session_of(self.current?)
    }

    /// Says that, or nothing any more.
    pub fn notify(&mut self, account: Option<AccountKey>, notice: Option<StatusNotice>) {
        match notice {
            Some(notice) => self.notices.insert(account, notice),
            None => self.notices.remove(&account),
        };
    }
}

impl Desktop {
    /// Claims the data folder and reads the settings. Nothing else happens before [`Desktop::start`].
    pub fn open(parts: Parts) -> Result<Arc<Self>, OpenError> {
        parts.policy.log();
        let folder = DataFolder::claim(&parts.folder)?;
        let fresh = new_uuid(parts.clock.as_ref(), parts.random.as_ref());
        let settings = SettingsFile::open(folder.settings(), fresh, parts.clock.now()).map_err(FolderError::Io)?;
        let state = State {
            current: None,
            sessions: Vec::new(),
            server: None,
            service: None,
            needs_account: false,
            keyring: KeyringStatus {
                available: true,
                locked: false,
                reason: None,
            },
            notices: HashMap::new(),
        };
        Ok(Arc::new(Self {
            audit_heads: AuditHeads::new(folder.audit_heads()),
            folder,
            settings,
            embedded: parts.embedded,
            keyring: Keyring::new(parts.keyring, parts.timing.keyring),
            http: Http::new(parts.transport, parts.clock.clone(), parts.timing.silence),
            clock: parts.clock,
            random: parts.random,
            device_name: parts.device_name,
            timing: parts.timing,
            policy: parts.policy,
            background: parts.background,
            network: watch::Sender::default(),
            events: broadcast::Sender::new(EVENTS),
            passage: Mutex::default(),
            started: OnceCell::new(),
            tasks: TaskTracker::new(),
            state: RwLock::new(state),
        }))
    }

    /// Looks at where one stands.
    pub(crate) fn state<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn change_state<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// A key that names one command, however often it is sent.
    pub(crate) fn command_key(&self) -> Uuid {
        new_uuid(self.clock.as_ref(), self.random.as_ref())
    }
}
