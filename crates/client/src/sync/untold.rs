use std::sync::Arc;

use roster_contract::{Me, ProblemCode, User};
use roster_domain::UserId;
use roster_replica::{Replica, ReplicaError};

use super::SyncError;
use crate::desktop::Desktop;
use crate::http::{Call, CallError, user_path};
use crate::session::Session;
use crate::view::CacheTag;

/// Asks the service of those whom the feed should have told of, since replies did before it was asked, and did not: the
/// service may have been set back since. Whether the copy begins anew, as in [`learn_ahead`].
pub(super) async fn ask_of_untold(
    desktop: &Desktop,
    session: &Arc<Session>,
    replica: &Replica,
    ahead: Vec<UserId>,
) -> Result<bool, SyncError> {
    if ahead.is_empty() {
        return Ok(false);
    }
    let still = replica.ahead().await?;
    for id in ahead.into_iter().filter(|id| still.contains(id)) {
        tracing::info!(%id, "the feed does not tell of a user of whom a reply did");
        if id == session.me().user.id {
            let me: Me = session.api.call(&Call::get("/me")).await?;
            replica.settle(id, Some(&me.user)).await?;
            if learn_ahead(desktop, session, replica, me).await? {
                return Ok(true);
            }
        } else {
            replica.settle(id, look_up(session, id).await?.as_ref()).await?;
        }
        desktop.invalidate_for(session, &[CacheTag::Users]);
    }
    Ok(false)
}

/// What the service says of whoever is signed in may be of a later moment than the page at hand. Should it be set back before
/// the next one, only asking again tells. Whether their rights are other ones now, so that the copy begins anew.
pub(super) async fn learn_ahead(
    desktop: &Desktop,
    session: &Arc<Session>,
    replica: &Replica,
    me: Me,
) -> Result<bool, ReplicaError> {
    if session.me() == me {
        return Ok(false);
    }
    replica.expect(me.user.id).await?;
    Ok(desktop.learn_who(session, me).await)
}

/// A user as the service shows them; nobody where there is none, or none that one may see any more.
async fn look_up(session: &Session, id: UserId) -> Result<Option<User>, CallError> {
    let unseen = [ProblemCode::NotFound, ProblemCode::AdministratorRequired];
    match session.api.call(&Call::get(user_path(id))).await {
        Ok(user) => Ok(Some(user)),
        Err(CallError::Refused(refusal)) if unseen.contains(&refusal.problem.code) => Ok(None),
        Err(error) => Err(error),
    }
}
