use roster_contract::{OwnSession, OwnSessions};

use crate::desktop::Desktop;
use crate::http::Call;
use crate::view::CommandError;

impl Desktop {
    /// Where one is signed in to the account in view, as the service knows it now; the session used last is first.
    pub async fn list_sessions(&self) -> Result<Vec<OwnSession>, CommandError> {
        let session = self.session()?;
        let sessions: OwnSessions = self.call(&session, &Call::get("/me/sessions")).await?;
        Ok(sessions.items)
    }
}
