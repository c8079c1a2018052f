use std::sync::Arc;

use crate::desktop::{Desktop, State};
use crate::embedded::{EmbeddedError, EmbeddedService};
use crate::server::Server;
use crate::view::Mode;

impl Desktop {
    /// Starts the service on this computer, unless it runs.
    pub(crate) async fn start_service(&self) -> Result<(), EmbeddedError> {
        if self.state(|state| state.service.is_some()) {
            return Ok(());
        }
        let preferred = self.settings.get().embedded_port;
        let service = self.embedded.start(self.folder.service(), preferred).await?;
        let needs_account = match service.has_accounts().await {
            Ok(has_accounts) => !has_accounts,
            Err(error) => {
                service.stop().await;
                return Err(error);
            }
        };
        let service: Arc<dyn EmbeddedService> = Arc::from(service);
        // Kept even when another program has taken it for today: the links written so far lead there.
        let port = service.url().port();
        self.settings
            .change(|settings| settings.embedded_port = settings.embedded_port.or(port));
        self.change_state(|state| {
            state.service = Some(service);
            state.needs_account = needs_account;
        });
        Ok(())
    }

    /// The service on this computer as one that can be chosen, while it runs.
    pub(crate) fn service_as_server(&self) -> Option<Server> {
        let service = self.state(|state| state.service.clone())?;
        Some(Server {
            mode: Mode::Embedded,
            base: service.url(),
        })
    }

    /// Stops the service on this computer, unless an account uses it, or what is in view.
    pub(crate) async fn rest_service(&self) {
        let settings = self.settings.get();
        let is_in_use = |state: &State, key| state.current == Some(key) || state.session_of(key).is_some();
        if self.state(|state| settings.uses_service(|key| is_in_use(state, key))) {
            return;
        }
        let service = self.change_state(|state| {
            let chosen = state
                .server
                .as_ref()
                .is_some_and(|server| server.mode == Mode::Embedded);
            if chosen { None } else { state.service.take() }
        });
        if let Some(service) = service {
            self.change_state(|state| state.needs_account = false);
            service.stop().await;
        }
    }
}
