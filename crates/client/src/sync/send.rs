use std::sync::Arc;

use roster_contract::Me;

use super::SyncError;
use crate::desktop::Desktop;
use crate::http::Call;
use crate::pending::Stopped;
use crate::session::Session;

/// Sends the changes that wait.
pub(super) async fn send(desktop: &Arc<Desktop>, session: &Arc<Session>) -> Result<(), SyncError> {
    match session.pending.store.first_to_send().await {
        Ok(None) => return Ok(()),
        Ok(Some(_)) => {}
        Err(error) => return Err(SyncError::Unsent(error.into())),
    }
    // Asked first: what answers may not be Roster, and then nothing was sent that could be uncertain; and one's rights, on
    // which it depends what versions mean, may be other ones by now.
    let me: Me = desktop.over_one_network(session.api.call(&Call::get("/me"))).await?;
    desktop.in_contact(session);
    desktop.learn_who(session, me).await;
    match desktop.send_waiting(session).await {
        Ok(()) => Ok(()),
        Err(Stopped::Unreachable(error)) => Err(error.into()),
        Err(stopped) => Err(SyncError::Unsent(stopped)),
    }
}
