use std::sync::Arc;

use crate::desktop::Desktop;
use crate::view::{CommandError, Status};

impl Desktop {
    /// Signs out of the account in view: here for certain, and at the service if it can be reached. Of what the account holds
    /// nothing stays; that there is one stays known, so that one can sign in to it again. Another one comes into view that one is
    /// signed in to, or else the form to do so.
    pub async fn sign_out(self: &Arc<Self>) -> Result<Status, CommandError> {
        self.start().await;
        let passage = self.passage.lock().await;
        let Some(session) = self.state(|state| state.session().cloned()) else {
            return Ok(self.present_status());
        };
        // Also those of a former session, whose copy goes now as well.
        let settings = self.settings.get();
        let has_secrets = settings
            .account(session.account)
            .is_some_and(|account| account.signed_in);
        self.leave_session(&session, None).await;
        self.empty_account(session.account, has_secrets || session.is_kept())
            .await;
        self.settings.change(|settings| {
            if let Some(account) = settings.account_mut(session.account) {
                account.left = true;
            }
        });
        if !self.show_signed_in() {
            self.show(session.account);
        }
        self.tell_view();
        drop(passage);
        self.say_farewell(&session).await;
        let _passage = self.passage.lock().await;
        self.rest_service().await;
        Ok(self.present_status())
    }
}
