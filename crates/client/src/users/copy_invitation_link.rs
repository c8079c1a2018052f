use roster_contract::InvitationLink;
use roster_domain::UserId;

use super::row::changed;
use crate::desktop::Desktop;
use crate::http::{Call, user_path};
use crate::view::CommandError;

impl Desktop {
    /// Mints a new link to hand over, which ends the one before.
    pub async fn copy_invitation_link(&self, id: UserId) -> Result<InvitationLink, CommandError> {
        let session = self.session()?;
        let call = Call::post(format!("{}/invitation/link", user_path(id))).idempotent(self.command_key());
        let link = self.call(&session, &call).await?;
        changed(self, &session);
        Ok(link)
    }
}
