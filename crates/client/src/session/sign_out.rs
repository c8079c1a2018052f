use std::sync::Arc;

use crate::desktop::Desktop;
use crate::view::{CommandError, Status};

impl Desktop {
    /// Signs out of the account in view: here for certain, and at the service if it can be reached. Nothing of the account
    /// stays; another one comes into view, or the form to sign in again.
    pub async fn sign_out(self: &Arc<Self>) -> Result<Status, CommandError> {
        self.start().await;
        let passage = self.passage.lock().await;
        let Some(session) = self.state(|state| state.session().cloned()) else {
            return Ok(self.present_status());
        };
        let login_email = session.me().user.login_email;
        self.leave_session(&session, None).await;
        self.remove_account(session.account, session.is_kept()).await;
        if !self.show_any() {
            self.show_start(Some(session.server.clone()), Some(login_email));
        }
        self.tell_view();
        drop(passage);
        self.say_farewell(&session).await;
        let _passage = self.passage.lock().await;
        self.rest_service().await;
        Ok(self.present_status())
    }
}
