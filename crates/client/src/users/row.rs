//! From a record to what a list shows of it.

use std::sync::Arc;

use jiff::Timestamp;
use roster_contract::User;
use roster_domain::{Actor, Guardians, Permission, Rights, Subject, actions};
use roster_replica::{Replica, ReplicaError};

use crate::desktop::Desktop;
use crate::names::full_name;
use crate::pending::Overlay;
use crate::session::Session;
use crate::view::{CacheTag, PendingChange, UserRow};

/// From where one looks at a record.
#[derive(Debug)]
pub(crate) struct Viewpoint<'a> {
    session: &'a Session,
    actor: Actor,
    guardians: Guardians,
    /// By the service's clock, as far as it is known.
    now: Timestamp,
    overlay: Overlay,
}

impl<'a> Viewpoint<'a> {
    pub async fn of(desktop: &Desktop, session: &'a Session, replica: &Replica) -> Result<Self, ReplicaError> {
        let guardians = guardians(replica).await?;
        Ok(Self::with(desktop, session, guardians).await)
    }

    async fn with(desktop: &Desktop, session: &'a Session, guardians: Guardians) -> Self {
        Self {
            session,
            actor: session.actor(),
            guardians,
            now: session.api.service_clock().at(desktop.clock.now()),
            overlay: session.pending.overlay().await,
        }
    }

    pub fn row(&self, mut user: User) -> UserRow {
        self.session.pending.seen.note(&user);
        if let Some(invitation) = &mut user.invitation {
            // The record may have been here since before it expired.
            invitation.expired |= self.now >= Timestamp::from(invitation.expires_at);
        }
        UserRow {
            full_name: full_name(&user.first_name, &user.last_name),
            is_self: user.id == self.actor.id,
            actions: actions(&self.actor, &subject(&user), self.guardians),
            pending: self.overlay.marks(user.id),
            user,
        }
    }

    /// The invitations that are not in force and that a search finds.
    pub fn creations(self, searched: &str) -> Vec<PendingChange> {
        self.overlay.creations(searched)
    }
}

/// A record as the rules see it.
pub(crate) fn subject(user: &User) -> Subject {
    let billing_manager = user.permissions.contains(&Permission::BillingManager);
    Subject {
        id: user.id,
        rights: Rights::new(user.role, billing_manager),
        status: user.status,
    }
}

/// While not everybody is here yet, nobody can be told to be the last: the service knows.
pub(crate) async fn guardians(replica: &Replica) -> Result<Guardians, ReplicaError> {
    let here = replica.guardians().await?;
    if replica.is_complete().await? {
        return Ok(here);
    }
    Ok(Guardians {
        administrators: here.administrators + 1,
        billing_administrators: here.billing_administrators + 1,
    })
}

/// Takes in a record that the service answered with, ahead of the feed, and gives its row.
///
/// The write is done whatever becomes of the copy, which the feed puts right.
pub(crate) async fn take_in(desktop: &Desktop, session: &Arc<Session>, user: User) -> UserRow {
    let replica = session.replica().await;
    if let Err(error) = replica.put(&user).await {
        tracing::warn!(%error, "the reply to a write was not taken in");
    }
    changed(desktop, session);
    match Viewpoint::of(desktop, session, &replica).await {
        Ok(viewpoint) => viewpoint.row(user),
        Err(error) => {
            tracing::warn!(%error, "who is last of their kind is not known");
            let guardians = Guardians {
                administrators: 2,
                billing_administrators: 2,
            };
            Viewpoint::with(desktop, session, guardians).await.row(user)
        }
    }
}

/// After a write: the lists show it at once, and the feed brings what else came of it.
pub(crate) fn changed(desktop: &Desktop, session: &Session) {
    desktop.invalidate_for(session, &[CacheTag::Users, CacheTag::Administrators, CacheTag::Mails]);
    session.sync.nudge();
}
