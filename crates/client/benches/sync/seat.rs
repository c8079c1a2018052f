use std::sync::Arc;
use std::time::Duration;

use keyring_core::mock;
use roster_client::view::{CacheTag, Credentials, SyncState, UserQuery, UserWindow};
use roster_client::{Desktop, DesktopEvent, Network, Parts, Policy, SystemClock, SystemRandom, Timing};
use roster_contract::{SortKey, User};
use roster_domain::UserStatus;
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;

use crate::embedded::InThisProcess;
use crate::host::{Host, LOGIN_EMAIL, PASSWORD};
use crate::now;

/// How often one who looks at the list looks again.
const LOOK: Duration = Duration::from_millis(5);

/// A desktop at which someone is signed in to the host.
pub struct Seat {
    desktop: Arc<Desktop>,
    _folder: TempDir,
}

impl Seat {
    /// In the background, it follows the host by itself.
    pub async fn take(host: &Host, background: bool) -> Self {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let keyring = mock::Store::new().expect("a keyring in memory");
        let parts = Parts {
            folder: folder.path().to_owned(),
            embedded: Arc::new(InThisProcess),
            keyring: Box::new(move || Ok(keyring.clone())),
            transport: Arc::new(Network::new().expect("connections can be made")),
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            device_name: "a computer of a test".to_owned(),
            timing: Timing::default(),
            policy: Policy::none(),
            background,
        };
        let desktop = Desktop::open(parts).expect("the folder is free");
        desktop.connect_to_server(host.url.clone()).await.expect("it is Roster");
        let credentials = Credentials {
            login_email: LOGIN_EMAIL.to_owned(),
            password: PASSWORD.into(),
        };
        desktop.sign_in(credentials).await.expect("one may enter");
        Self {
            desktop,
            _folder: folder,
        }
    }

    /// Makes the copy while someone looks at the list; gives the times of the first screenful, and of all being there,
    /// searched once.
    pub async fn make_copy(&self, users: usize) -> (Duration, Duration) {
        let began = now();
        let desktop = self.desktop.clone();
        let pass = tokio::spawn(async move { desktop.sync_pass().await });
        while self.list("").await.rows.is_empty() {
            tokio::time::sleep(LOOK).await;
        }
        let first = began.elapsed();
        pass.await.expect("no panic").expect("a copy");
        assert_eq!(self.list("example.org").await.total, 1);
        let all = began.elapsed();
        let counts = self.desktop.count_users().await.expect("counts");
        assert_eq!((counts.active + counts.pending + counts.removed) as usize, users);
        (first, all)
    }

    pub async fn catch_up(&self) -> Duration {
        let began = now();
        self.desktop.sync_pass().await.expect("it catches up");
        began.elapsed()
    }

    pub async fn until_up_to_date(&self) {
        let is = || self.desktop.sync_status().expect("one is signed in").state;
        while is() != SyncState::UpToDate {
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Anyone who may be edited.
    pub async fn someone(&self) -> User {
        self.list("seed1.example").await.rows.swap_remove(0).user
    }

    pub fn events(&self) -> Receiver<DesktopEvent> {
        self.desktop.events()
    }

    /// Waits until the copy has this version of the user.
    pub async fn until_shown(&self, events: &mut Receiver<DesktopEvent>, user: &User) {
        loop {
            let here = self.desktop.user(user.id).await.expect("the copy can be read");
            if here.is_some_and(|row| row.user.version >= user.version) {
                return;
            }
            while !matches!(events.recv().await, Ok(DesktopEvent::Invalidated(tags)) if tags.contains(&CacheTag::Users))
            {
            }
        }
    }

    pub async fn leave(self) {
        self.desktop.shut_down().await;
    }

    async fn list(&self, search: &str) -> UserWindow {
        let query = UserQuery {
            status: UserStatus::Active,
            search: search.to_owned(),
            sort: SortKey::LastName,
            descending: false,
            offset: 0,
            limit: 50,
        };
        self.desktop.list_users(query).await.expect("the list can be read")
    }
}
