use std::sync::Arc;

use futures_util::future::join_all;

use crate::desktop::Desktop;
use crate::embedded::EmbeddedError;
use crate::http::parse_address;
use crate::secrets::{self, Owner};
use crate::server::{Server, place};
use crate::settings::Settings;
use crate::sync::watch_for_wake;
use crate::view::{Mode, StatusNotice};

impl Desktop {
    /// Goes where one was when the desktop was last closed: into every session whose token is in the keyring, or to the
    /// service that was chosen. Happens once, whoever asks first; others wait for it.
    pub async fn start(self: &Arc<Self>) {
        self.started.get_or_init(|| self.go_back()).await;
    }

    async fn go_back(self: &Arc<Self>) {
        self.restore_all().await;
        self.ask_if_locked().await;
        self.tell_view();
    }

    /// A service that can be reached is given a moment to say that one may read on.
    async fn ask_if_locked(self: &Arc<Self>) {
        let session = self.state(|state| state.session().cloned());
        let locked = session.is_some_and(|session| session.lock(self.clock.now()).is_some());
        if !locked || !self.background {
            return;
        }
        if tokio::time::timeout(self.timing.answer, self.sync_now()).await.is_err() {
            tracing::info!("the service has not answered yet");
        }
    }

    async fn restore_all(self: &Arc<Self>) {
        let _passage = self.passage.lock().await;
        if self.background {
            tokio::spawn(watch_for_wake(Arc::downgrade(self)));
        }
        self.forget_the_only_account().await;
        let settings = self.settings.get();
        if let Err(error) = self
            .folder
            .erase_strays(settings.accounts.iter().map(|account| account.key))
        {
            tracing::error!(%error, "what belongs to no account could not be deleted");
        }
        let notice = self.start_service_if_used(&settings).await;
        join_all(settings.accounts.iter().map(|account| self.restore_session(account))).await;
        if settings.accounts.is_empty() {
            self.go_back_to_start_screen(&settings);
            self.rest_service().await;
        } else {
            self.show_any();
        }
        if notice.is_some() {
            self.change_state(|state| state.notify(state.current, notice));
        }
    }

    /// A version that knew but one account kept its secrets under the same names: whoever it was signs in anew.
    async fn forget_the_only_account(&self) {
        let settings = self.settings.get();
        if let (Some(user), Some(mode)) = (settings.signed_in_as, settings.mode) {
            let place = place(mode, settings.server_url.as_deref());
            secrets::forget_session(&self.keyring, &Owner::new(settings.installation, place, user)).await;
            self.settings.change(|settings| settings.signed_in_as = None);
        }
    }

    /// What to say when the service on this computer is used and did not start.
    async fn start_service_if_used(&self, settings: &Settings) -> Option<StatusNotice> {
        let used = settings.uses_service(|key| settings.current == Some(key))
            || settings.accounts.is_empty() && settings.mode == Some(Mode::Embedded);
        if !used {
            return None;
        }
        if !self.policy.allows_embedded() && !self.folder.has_service() {
            return None;
        }
        let error = self.start_service().await.err()?;
        tracing::error!(%error, "the service on this computer did not start");
        Some(match error {
            EmbeddedError::DatabaseNewer => StatusNotice::DatabaseNewer,
            EmbeddedError::DatabaseLost(_) => StatusNotice::DatabaseLost,
            _ => StatusNotice::EmbeddedFailed,
        })
    }

    fn go_back_to_start_screen(&self, settings: &Settings) {
        let server = match settings.mode {
            None => None,
            Some(Mode::Embedded) => self.service_as_server(),
            Some(Mode::Server) => server_at(settings.server_url.as_deref().unwrap_or_default()),
        };
        let server = server.filter(|server| self.may_be_chosen(server));
        self.change_state(|state| state.server = server);
    }

    /// Whether the policy, which may have come since, lets one begin with a service that was chosen.
    fn may_be_chosen(&self, server: &Server) -> bool {
        match server.mode {
            Mode::Server => self.policy.lets_choose(server),
            Mode::Embedded => self.policy.allows_embedded() || !self.state(|state| state.needs_account),
        }
    }
}

fn server_at(address: &str) -> Option<Server> {
    match parse_address(address) {
        Ok(base) => Some(Server {
            mode: Mode::Server,
            base,
        }),
        Err(problem) => {
            tracing::warn!(address, %problem, "the settings name no server");
            None
        }
    }
}
