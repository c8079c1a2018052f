use std::sync::Arc;

use jiff::SignedDuration;
use roster_contract::Me;
use roster_replica::{Replica, ReplicaKey, set_aside};

use super::SyncError;
use crate::desktop::Desktop;
use crate::http::Call;
use crate::secrets;
use crate::session::Session;
use crate::view::{CacheTag, StatusNotice};

/// For less than the 90 days for which a service remembers what was deleted.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(80 * 24);

/// Why the copy is made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// The service says that it is of no use any more, because one's rights changed or it is too old.
    Reset,
    /// It cannot be read.
    Damaged,
}

/// Puts an empty copy in the place of the one there is, under a new key: what one may no longer know is not kept, and
/// what would open it neither.
pub(super) async fn rebuild(desktop: &Arc<Desktop>, session: &Arc<Session>, cause: Cause) -> Result<(), SyncError> {
    tracing::info!(?cause, "the copy is made anew");
    // Asked first: if the service is gone again, all stays as it is until it is back.
    let me: Me = session.api.call(&Call::get("/me")).await?;
    let other_rights = session.has_other_rights(&me);
    if other_rights {
        session.pending.forget_seen().await;
    }
    let restored = cause == Cause::Reset && !other_rights && is_recent(desktop, session);
    let path = session.copy.clone();
    let mut place = session.place_of_replica().await;
    place.close().await;
    if cause == Cause::Damaged {
        set_aside(&path, desktop.clock.now())?;
    } else {
        roster_replica::erase_files(&path)?;
    }
    let key = ReplicaKey::generate(desktop.random.as_ref());
    if session.is_kept() {
        keep(desktop, session, &key).await;
    }
    let replica = Replica::open(&path, &key).await?;
    replica.set_offline_term(session.offline_term()).await?;
    *place = Arc::new(replica);
    drop(place);
    session.is_repaired();
    let notice = match cause {
        Cause::Damaged => Some(StatusNotice::ReplicaRebuilt),
        Cause::Reset => restored.then_some(StatusNotice::ServiceRestored),
    };
    if notice.is_some() {
        desktop.change_state(|state| state.notify(Some(session.account), notice));
        desktop.tell_status();
    }
    desktop.learn_who(session, me).await;
    desktop.is_syncing(session, None);
    desktop.invalidate_for(session, &CacheTag::ALL);
    Ok(())
}

/// Whether the service still remembers what it told this copy last: what else it then has no use for is of a time that it has
/// not seen.
fn is_recent(desktop: &Desktop, session: &Session) -> bool {
    desktop.clock.now().duration_since(session.offline_term().last_contact) < REMEMBERED
}

/// Without its key in the keyring the copy cannot be opened again: the session then ends with the process.
async fn keep(desktop: &Desktop, session: &Session, key: &ReplicaKey) {
    let kept = secrets::keep_replica_key(&desktop.keyring, &session.owner, key).await;
    if desktop.heard_of_keyring(kept).is_none() {
        session.set_kept(false);
        desktop.is_signed_out(session.account);
        secrets::forget_session(&desktop.keyring, &session.owner).await;
        desktop.tell_status();
    }
}
