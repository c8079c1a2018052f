use roster_domain::UserId;

use super::row::take_in;
use crate::desktop::Desktop;
use crate::http::{Call, user_path};
use crate::view::{CommandError, UserRow};

impl Desktop {
    /// Sends a pending user a new link, which ends the one before.
    pub async fn resend_invitation(&self, id: UserId) -> Result<UserRow, CommandError> {
        let session = self.session()?;
        let call = Call::post(format!("{}/invitation/resend", user_path(id))).idempotent(self.command_key());
        let invited = self.call(&session, &call).await?;
        Ok(take_in(self, &session, invited).await)
    }
}
