use roster_contract::CreateUser;

use super::row::take_in;
use crate::desktop::Desktop;
use crate::http::Call;
use crate::view::{CommandError, UserRow};

impl Desktop {
    /// Invites a person.
    pub async fn create_user(&self, user: CreateUser) -> Result<UserRow, CommandError> {
        let session = self.session()?;
        let call = Call::post("/users").json(&user).idempotent(self.command_key());
        let created = self.call(&session, &call).await?;
        Ok(take_in(self, &session, created).await)
    }
}
