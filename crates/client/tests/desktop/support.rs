//! A computer of a test's own: a data folder, a keyring in memory, and the service itself.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use keyring_core::{CredentialStore, mock};
use roster_client::view::{
    CacheTag, CommandError, Credentials, NewAccount, Outcome, PendingChange, Stage, Status, SyncState, UserQuery,
    UserRow,
};
use roster_client::{Desktop, DesktopEvent, Network, OpenStore, Parts, Policy, SystemClock, SystemRandom, Timing};
use roster_contract::{CreateUser, SortKey};
use roster_domain::{Language, Role, UserStatus};
use roster_testkit::FixedClock;
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;

use crate::embedded::InThisProcess;

pub const PASSWORD: &str = "seven green bicycles at dawn";

/// Long enough for the slowest machine; nothing takes that long when it works.
const DEADLINE: Duration = Duration::from_mins(1);

/// What stays when the desktop is closed.
pub struct Computer {
    pub data: TempDir,
    pub keyring: Arc<CredentialStore>,
}

impl Computer {
    pub fn new() -> Self {
        Self {
            data: tempfile::tempdir().unwrap(),
            keyring: mock::Store::new().unwrap(),
        }
    }

    pub fn open(&self) -> Arc<Desktop> {
        let keyring = self.keyring.clone();
        self.open_with(Box::new(move || Ok(keyring.clone())))
    }

    /// The same with no keyring to be found.
    pub fn open_without_keyring(&self) -> Arc<Desktop> {
        self.open_with(Box::new(|| Err(keyring_core::Error::NoDefaultStore)))
    }

    pub fn open_with(&self, keyring: OpenStore) -> Arc<Desktop> {
        Desktop::open(self.parts(keyring)).unwrap()
    }

    /// With a clock of the test's own.
    pub fn open_by(&self, clock: &FixedClock, timing: Timing) -> Arc<Desktop> {
        let keyring = self.keyring.clone();
        let parts = Parts {
            clock: Arc::new(clock.clone()),
            timing,
            ..self.parts(Box::new(move || Ok(keyring.clone())))
        };
        Desktop::open(parts).unwrap()
    }

    /// With what an organisation has fixed, as it is written on Linux.
    pub fn open_under(&self, policy: &str) -> Arc<Desktop> {
        let file = self.data.path().join("policy.toml");
        std::fs::write(&file, policy).unwrap();
        let keyring = self.keyring.clone();
        let parts = Parts {
            policy: Policy::of_toml(&file),
            ..self.parts(Box::new(move || Ok(keyring.clone())))
        };
        Desktop::open(parts).unwrap()
    }

    pub fn parts(&self, keyring: OpenStore) -> Parts {
        Parts {
            folder: self.data.path().to_owned(),
            embedded: Arc::new(InThisProcess),
            keyring,
            transport: Arc::new(Network::new().unwrap()),
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            device_name: "a computer of a test".to_owned(),
            timing: quick(),
            policy: Policy::none(),
            background: true,
        }
    }

    /// The copy of the only account; where none is, a path at which there is nothing.
    pub fn replica(&self) -> PathBuf {
        let mut replicas = self.replicas();
        assert!(replicas.len() < 2, "{replicas:?}");
        replicas.pop().unwrap_or_else(|| self.data.path().join("nothing"))
    }

    /// The copies of all accounts.
    pub fn replicas(&self) -> Vec<PathBuf> {
        let Ok(folders) = std::fs::read_dir(self.data.path().join("accounts")) else {
            return Vec::new();
        };
        let replicas = folders.map(|folder| folder.unwrap().path().join("replica.db"));
        replicas.filter(|replica| replica.exists()).collect()
    }

    /// What the desktop remembers.
    pub fn settings(&self) -> serde_json::Value {
        let settings = std::fs::read_to_string(self.data.path().join("desktop.json")).unwrap();
        serde_json::from_str(&settings).unwrap()
    }

    /// Where the keyring has a secret of someone's: `what` of `whose` at a service's place.
    pub fn entry(&self, what: &str, whose: &str, place: &str) -> keyring_core::Entry {
        let settings = self.settings();
        let installation = settings["installation"].as_str().unwrap();
        let name = format!("{what} of {whose} at {place} ({installation})");
        self.keyring.build("app.roster.desktop", &name, None).unwrap()
    }

    /// Such a secret, if it is there.
    pub fn secret(&self, what: &str, whose: &str, place: &str) -> Option<String> {
        self.entry(what, whose, place).get_password().ok()
    }
}

/// As little waiting as a test can do with.
pub fn quick() -> Timing {
    Timing {
        keyring: Duration::from_secs(30),
        first_retry: Duration::from_millis(20),
        last_retry: Duration::from_millis(200),
        wake: Duration::from_millis(20),
        ..Timing::default()
    }
}

pub fn account() -> NewAccount {
    NewAccount {
        account_name: "Analytical Engines".to_owned(),
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        login_email: "ada@example.com".to_owned(),
        communication_email: "ada@example.org".to_owned(),
        language: Language::En,
        password: PASSWORD.into(),
    }
}

/// A desktop whose account was just made on this computer.
pub async fn with_account(computer: &Computer) -> Arc<Desktop> {
    let desktop = computer.open();
    desktop.use_on_this_computer().await.unwrap();
    let status = desktop.create_account(account()).await.unwrap();
    assert_eq!(status.stage, Stage::SignedIn);
    desktop
}

/// Where the service of a desktop answers.
pub async fn url(desktop: &Arc<Desktop>) -> String {
    desktop.status().await.server_url.unwrap()
}

pub fn credentials(login_email: &str) -> Credentials {
    Credentials {
        login_email: login_email.to_owned(),
        password: PASSWORD.into(),
    }
}

pub fn person(first: &str, role: Role) -> CreateUser {
    CreateUser {
        first_name: first.to_owned(),
        last_name: "Example".to_owned(),
        login_email: format!("{}@example.com", first.to_lowercase()),
        communication_email: format!("{}@example.org", first.to_lowercase()),
        language: Language::Fr,
        role,
        permissions: Vec::new(),
    }
}

pub fn query(status: UserStatus) -> UserQuery {
    UserQuery {
        status,
        search: String::new(),
        sort: SortKey::FirstName,
        descending: false,
        offset: 0,
        limit: 100,
    }
}

pub async fn rows(desktop: &Desktop, status: UserStatus) -> Vec<UserRow> {
    desktop.list_users(query(status)).await.unwrap().rows
}

pub async fn names(desktop: &Desktop, status: UserStatus) -> Vec<String> {
    rows(desktop, status)
        .await
        .into_iter()
        .map(|row| row.user.first_name)
        .collect()
}

/// Accepts the invitation that a mail or a copied link leads to, as the page's form does.
pub async fn accept(link: &str) {
    let (origin, token) = link.split_once("/invitations/").unwrap();
    let answer = reqwest::Client::new()
        .post(format!("{origin}/api/v1/invitations/accept"))
        .header("content-type", "application/json")
        .body(serde_json::json!({ "token": token, "password": PASSWORD }).to_string())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
}

/// Invites someone, lets them enter, and gives a desktop of theirs, signed in.
pub async fn another(host: &Arc<Desktop>, first: &str, role: Role, computer: &Computer) -> Arc<Desktop> {
    let invited = done(host.create_user(person(first, role)).await);
    accept(&host.copy_invitation_link(invited.user.id).await.unwrap().url).await;
    let desktop = computer.open();
    desktop.connect_to_server(url(host).await).await.unwrap();
    desktop.sign_in(credentials(&invited.user.login_email)).await.unwrap();
    until_up_to_date(&desktop).await;
    desktop
}

/// The row of a command that is in force.
pub fn done(answer: Result<Outcome, CommandError>) -> UserRow {
    match answer {
        Ok(Outcome::Done { row: Some(row) }) => *row,
        other => panic!("it should be in force: {other:?}"),
    }
}

/// What is stored of a command that is not in force.
pub fn pending(answer: Result<Outcome, CommandError>) -> PendingChange {
    match answer {
        Ok(Outcome::Pending { change }) => *change,
        other => panic!("it should be pending: {other:?}"),
    }
}

/// Waits until `look` sees what it looks for; fails with what it saw last.
pub async fn until<T: std::fmt::Debug>(what: &str, mut look: impl AsyncFnMut() -> T, is_it: impl Fn(&T) -> bool) -> T {
    let deadline = tokio::time::Instant::now() + DEADLINE;
    loop {
        let seen = look().await;
        if is_it(&seen) {
            return seen;
        }
        assert!(
            tokio::time::Instant::now() < deadline,
            "{what} did not come; last was {seen:?}"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

pub async fn until_sync_is(desktop: &Desktop, state: SyncState) {
    let look = async || desktop.sync_status().ok().map(|status| status.state);
    until("the sync's state", look, |seen| *seen == Some(state)).await;
}

pub async fn until_up_to_date(desktop: &Desktop) {
    until_sync_is(desktop, SyncState::UpToDate).await;
}

pub async fn until_stage_is(desktop: &Arc<Desktop>, stage: Stage) -> Status {
    until(
        "the stage",
        async || desktop.status().await,
        |status| status.stage == stage,
    )
    .await
}

/// Waits until nothing of a copy is left, which takes a moment after the window shows that one is out.
pub async fn until_erased(computer: &Computer) {
    until("the copy's end", async || computer.replica().exists(), |there| !there).await;
}

/// Waits for an event that covers a tag.
pub async fn invalidated(events: &mut Receiver<DesktopEvent>, tag: CacheTag) {
    let heard = async {
        loop {
            if let DesktopEvent::Invalidated(tags) = events.recv().await.unwrap()
                && tags.contains(&tag)
            {
                return;
            }
        }
    };
    tokio::time::timeout(DEADLINE, heard)
        .await
        .expect("an event with the tag");
}

/// The service's own code of a refusal.
pub fn code<T: std::fmt::Debug>(answer: Result<T, CommandError>) -> String {
    let error = answer.expect_err("it is refused");
    error
        .code
        .map_or_else(|| format!("{error:?}"), |code| code.as_str().to_owned())
}
