use std::sync::Arc;

use crate::desktop::Desktop;
use crate::view::{CommandError, Status};

impl Desktop {
    /// Back to the choice of the first start, for one who is signed out. What the service on this computer holds stays
    /// there for when it is chosen again, and an account whose session has ended stays known.
    pub async fn leave_server(self: &Arc<Self>) -> Result<Status, CommandError> {
        self.start().await;
        let _passage = self.passage.lock().await;
        if self.state(|state| state.session().is_some()) {
            return Ok(self.present_status());
        }
        let server = self.state(|state| state.server.clone());
        let login_email = self.settings.get().last_login_email;
        if let (Some(server), Some(login_email)) = (server, login_email) {
            self.forget_device(&server.place(), &login_email).await;
        }
        self.show_start(None, None);
        self.rest_service().await;
        self.tell_view();
        Ok(self.present_status())
    }
}
