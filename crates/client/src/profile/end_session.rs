use roster_contract::ProblemCode;
use roster_domain::SessionId;

use crate::desktop::Desktop;
use crate::http::Call;
use crate::view::CommandError;

impl Desktop {
    /// Ends one of one's sessions, on another device: what that one holds of the account is erased as soon as it hears.
    pub async fn end_own_session(&self, id: SessionId) -> Result<(), CommandError> {
        let session = self.session()?;
        let call = Call::delete(format!("/me/sessions/{id}")).idempotent(self.command_key());
        match self.call_for_nothing(&session, &call).await {
            // It has ended meanwhile, which is what was asked for.
            Err(error) if error.code == Some(ProblemCode::NotFound) => Ok(()),
            answer => answer,
        }
    }
}
