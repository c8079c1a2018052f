use std::sync::Arc;

use crate::desktop::Desktop;
use crate::embedded::EmbeddedError;
use crate::http::parse_address;
use crate::server::Server;
use crate::sync::watch_for_wake;
use crate::view::{Mode, StatusNotice};

impl Desktop {
    /// Goes where one was when the desktop was last closed: to the service that was chosen, and into the session whose
    /// token is in the keyring. Happens once, whoever asks first; others wait for it.
    pub async fn start(self: &Arc<Self>) {
        self.started.get_or_init(|| self.go_back()).await;
    }

    async fn go_back(self: &Arc<Self>) {
        let _passage = self.passage.lock().await;
        if self.background {
            tokio::spawn(watch_for_wake(Arc::downgrade(self)));
        }
        match self.settings.get().mode {
            None => {}
            Some(Mode::Embedded) => match self.start_embedded().await {
                Ok(()) => self.restore_session().await,
                Err(error) => {
                    tracing::error!(%error, "the service on this computer did not start");
                    let notice = match error {
                        EmbeddedError::DatabaseNewer => StatusNotice::DatabaseNewer,
                        _ => StatusNotice::EmbeddedFailed,
                    };
                    self.change_state(|state| state.notice = Some(notice));
                }
            },
            Some(Mode::Server) => self.go_back_to_server().await,
        }
        self.tell_status();
    }

    async fn go_back_to_server(self: &Arc<Self>) {
        let address = self.settings.get().server_url.unwrap_or_default();
        match parse_address(&address) {
            Ok(origin) => {
                self.change_state(|state| {
                    state.server = Some(Server {
                        mode: Mode::Server,
                        origin,
                    });
                });
                self.restore_session().await;
            }
            Err(problem) => tracing::warn!(address, %problem, "the settings name no server"),
        }
    }
}
