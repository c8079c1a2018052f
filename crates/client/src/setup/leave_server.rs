use std::sync::Arc;

use crate::desktop::Desktop;
use crate::secrets;
use crate::server::Server;
use crate::view::{CommandError, Status};

impl Desktop {
    /// Back to the choice of the first start, for one who is signed out. What the service on this computer holds stays
    /// there for when it is chosen again.
    pub async fn leave_server(self: &Arc<Self>) -> Result<Status, CommandError> {
        self.start().await;
        let _passage = self.passage.lock().await;
        if self.state(|state| state.session.is_some()) {
            return Ok(self.present_status());
        }
        let (server, service) = self.change_state(|state| {
            state.notice = None;
            state.needs_account = false;
            (state.server.take(), state.service.take())
        });
        if let Some(service) = service {
            service.stop().await;
        }
        if let Some(server) = server {
            self.forget_former_session(&server).await;
            self.forget_device(&server).await;
        }
        self.settings.change(|settings| {
            settings.mode = None;
            settings.server_url = None;
            settings.last_login_email = None;
        });
        self.tell_status();
        Ok(self.present_status())
    }

    /// Forgets that this computer is known to the last login.
    async fn forget_device(&self, server: &Server) {
        let settings = self.settings.get();
        if let Some(login) = settings.last_login_email {
            let name = secrets::device_token(settings.installation, server, &login);
            self.heard_of_keyring(self.keyring.delete(&name).await);
        }
    }
}
