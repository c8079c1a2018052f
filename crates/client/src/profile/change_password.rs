use roster_contract::ChangePassword;
use secrecy::ExposeSecret;

use crate::desktop::Desktop;
use crate::http::Call;
use crate::view::{CommandError, PasswordChange};

impl Desktop {
    /// Sets a new password, which ends one's sessions elsewhere.
    pub async fn change_password(&self, change: PasswordChange) -> Result<(), CommandError> {
        let session = self.session()?;
        let request = ChangePassword {
            current_password: change.current_password.expose_secret().to_owned(),
            new_password: change.new_password.expose_secret().to_owned(),
        };
        let call = Call::post("/me/password").json(&request).idempotent(self.command_key());
        self.call_for_nothing(&session, &call).await
    }
}
