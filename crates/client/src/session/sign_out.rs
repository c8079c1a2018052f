use std::sync::Arc;

use crate::desktop::Desktop;
use crate::http::Call;
use crate::view::{CommandError, Status};

impl Desktop {
    /// Signs out: here for certain, and at the service if it can be reached.
    pub async fn sign_out(self: &Arc<Self>) -> Result<Status, CommandError> {
        self.start().await;
        let passage = self.passage.lock().await;
        let Some(session) = self.state(|state| state.session.clone()) else {
            return Ok(self.present_status());
        };
        self.leave_session(&session, None).await;
        drop(passage);
        let farewell = Call::delete("/sessions/current");
        match tokio::time::timeout(self.timing.farewell, session.api.call_for_nothing(&farewell)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the service did not hear of the sign-out"),
            Err(_) => tracing::warn!("the service did not hear of the sign-out in time"),
        }
        Ok(self.present_status())
    }
}
