use std::sync::Arc;

use roster_domain::pasted_address;

use crate::desktop::Desktop;
use crate::view::{CommandError, Credentials, DesktopProblem, NewAccount, Stage, Status};

impl Desktop {
    /// Makes the account on this computer with its first administrator, and signs them in.
    pub async fn create_account(self: &Arc<Self>, account: NewAccount) -> Result<Status, CommandError> {
        self.start().await;
        let account = NewAccount {
            login_email: pasted_address(&account.login_email),
            communication_email: pasted_address(&account.communication_email),
            ..account
        };
        let _passage = self.passage.lock().await;
        self.policy.check_embedded()?;
        let service = self.state(|state| state.service.clone());
        let service = service.filter(|_| self.present_status().stage == Stage::CreateAccount);
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
        self.change_state(|state| state.needs_account = false);
        // The account is there; should signing in fail, the form to do so is what comes next.
        let login_email = credentials.login_email.clone();
        if let Err(error) = self.enter(credentials).await {
            tracing::warn!(detail = error.detail, "the new administrator was not signed in");
            self.show_start(self.service_as_server(), Some(login_email));
            self.tell_view();
        }
        Ok(self.present_status())
    }
}
