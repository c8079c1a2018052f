use super::row::take_in;
use crate::desktop::Desktop;
use crate::http::{Call, user_path};
use crate::view::{CommandError, UserEdit, UserRow};

impl Desktop {
    /// Edits a user, unless their record has changed since the version that the edit is based on.
    pub async fn update_user(&self, edit: UserEdit) -> Result<UserRow, CommandError> {
        let session = self.session()?;
        let call = Call::patch(user_path(edit.id))
            .json(&edit.changes)
            .if_match(Some(edit.version))
            .idempotent(self.command_key());
        let updated = self.call(&session, &call).await?;
        Ok(take_in(self, &session, updated).await)
    }
}
