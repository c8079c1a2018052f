use std::sync::Arc;

use roster_contract::ForgottenPassword;
use roster_domain::pasted_address;

use crate::desktop::Desktop;
use crate::http::Call;
use crate::view::{CommandError, DesktopProblem, Mode, PasswordLinkAsked};

impl Desktop {
    /// Asks the service in view for a link with which to set a new password. Whether anybody has that login is not told: the
    /// link comes by mail, and on this computer mails are files.
    pub async fn forgot_password(self: &Arc<Self>, login_email: String) -> Result<PasswordLinkAsked, CommandError> {
        self.start().await;
        let _passage = self.passage.lock().await;
        let server = self.server_in_view();
        let server =
            server.ok_or_else(|| CommandError::desktop(DesktopProblem::Internal, "No service was chosen yet."))?;
        self.policy.check_sign_in(&server)?;
        let request = ForgottenPassword {
            login_email: pasted_address(&login_email),
        };
        let call = Call::post("/password/forgotten").json(&request);
        let call = call.idempotent(self.command_key());
        self.http.api(server.base.clone(), None).call_for_nothing(&call).await?;
        let mail_folder = self.state(|state| {
            let service = state.service.as_ref().filter(|_| server.mode == Mode::Embedded)?;
            Some(service.mail_folder().display().to_string())
        });
        Ok(PasswordLinkAsked { mail_folder })
    }
}
