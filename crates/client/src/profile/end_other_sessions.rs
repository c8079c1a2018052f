use crate::desktop::Desktop;
use crate::http::Call;
use crate::view::CommandError;

impl Desktop {
    /// Ends all of one's sessions but this one.
    pub async fn end_other_sessions(&self) -> Result<(), CommandError> {
        let session = self.session()?;
        let call = Call::delete("/me/sessions").idempotent(self.command_key());
        self.call_for_nothing(&session, &call).await
    }
}
