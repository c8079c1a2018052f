use std::sync::Arc;

use crate::desktop::Desktop;
use crate::view::{CommandError, Credentials, DesktopProblem, NewAccount, Status};

impl Desktop {
    /// Makes the account on this computer with its first administrator, and signs them in.
    pub async fn create_account(self: &Arc<Self>, account: NewAccount) -> Result<Status, CommandError> {
        self.start().await;
        let _passage = self.passage.lock().await;
        let service = self.state(|state| state.service.clone().filter(|_| state.needs_account));
        let service = service.ok_or_else(|| {
            CommandError::desktop(DesktopProblem::Internal, "There is an account already. Sign in to it.")
        })?;
        let credentials = Credentials {
            login_email: account.login_email.clone(),
            password: account.password.clone(),
        };
        service
            .create_account(account)
            .await
            .map_err(|problem| CommandError::problem(problem, None))?;
        self.settings
            .change(|settings| settings.last_login_email = Some(credentials.login_email.trim().to_owned()));
        self.change_state(|state| state.needs_account = false);
        // The account is there; should signing in fail, the form to do so is what comes next.
        let entered = self.enter(credentials).await;
        if let Err(error) = entered {
            tracing::warn!(detail = error.detail, "the new administrator was not signed in");
            self.tell_status();
        }
        Ok(self.present_status())
    }
}
