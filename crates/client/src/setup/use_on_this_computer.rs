use std::sync::Arc;

use crate::desktop::Desktop;
use crate::embedded::{EmbeddedError, EmbeddedService};
use crate::server::Server;
use crate::view::{CommandError, Mode, Status};

impl Desktop {
    /// Chooses the service inside this process and starts it.
    pub async fn use_on_this_computer(self: &Arc<Self>) -> Result<Status, CommandError> {
        self.start().await;
        let _passage = self.passage.lock().await;
        if self.state(|state| state.server.is_none()) {
            self.start_embedded().await?;
            self.restore_session().await;
            self.tell_status();
        }
        Ok(self.present_status())
    }

    /// Starts the service on this computer; from then on it is the one that was chosen.
    pub(crate) async fn start_embedded(&self) -> Result<(), EmbeddedError> {
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
        let origin = service.url();
        self.settings.change(|settings| {
            settings.mode = Some(Mode::Embedded);
            settings.server_url = None;
            // Kept even when another program has taken it for today: the links written so far lead there.
            settings.embedded_port = settings.embedded_port.or(origin.port());
        });
        self.change_state(|state| {
            state.server = Some(Server {
                mode: Mode::Embedded,
                origin,
            });
            state.service = Some(service);
            state.needs_account = needs_account;
            state.notice = None;
        });
        Ok(())
    }
}
