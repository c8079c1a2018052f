use super::row::take_in;
use crate::desktop::Desktop;
use crate::http::{Call, user_path};
use crate::view::{CommandError, UserRestoration, UserRow};

impl Desktop {
    /// Invites a removed user anew.
    pub async fn restore_user(&self, restoration: UserRestoration) -> Result<UserRow, CommandError> {
        let session = self.session()?;
        let call = Call::post(format!("{}/restore", user_path(restoration.id)))
            .json(&restoration.restore)
            .idempotent(self.command_key());
        let restored = self.call(&session, &call).await?;
        Ok(take_in(self, &session, restored).await)
    }
}
