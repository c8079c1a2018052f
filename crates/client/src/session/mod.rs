//! Signing in and out, and what there is in between.

mod begin;
mod end;
mod forgot_password;
mod former_copy;
mod read;
mod ready;
mod restore;
mod restore_later;
mod shutdown;
mod sign_in;
mod sign_out;
mod start;
mod term;
mod try_keyring_again;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use roster_contract::Me;
use roster_domain::{Actor, Permission, Rights};
use roster_replica::Replica;
use tokio::sync::RwLockWriteGuard;
use tokio_util::sync::CancellationToken;

use crate::folder::AccountFolder;
use crate::http::Api;
use crate::pending::PendingChanges;
use crate::secrets::Owner;
use crate::server::Server;
use crate::sync::SyncHandle;
use crate::view::AccountKey;
use term::Term;

/// One who is signed in to an account.
#[derive(Debug)]
pub(crate) struct Session {
    pub account: AccountKey,
    pub folder: AccountFolder,
    /// The file of the copy.
    pub copy: PathBuf,
    pub server: Server,
    /// The service as they see it.
    pub api: Api,
    /// Whose secrets these are in the keyring.
    pub owner: Owner,
    pub sync: SyncHandle,
    /// Their changes that the service has not decided.
    pub pending: PendingChanges,
    /// Cancelled when the session ends, whoever ends it.
    pub ended: CancellationToken,
    me: RwLock<Me>,
    /// Another one after the copy was made anew.
    replica: tokio::sync::RwLock<Arc<Replica>>,
    /// The secrets are in the keyring.
    kept: AtomicBool,
    damaged: AtomicBool,
    term: Mutex<Term>,
}

impl Session {
    pub fn me(&self) -> Me {
        self.me.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps what the service now says of who is signed in.
    pub fn set_me(&self, me: Me) {
        *self.me.write().unwrap_or_else(PoisonError::into_inner) = me;
    }

    /// Whether they may do and see other things than what was known of them allows.
    pub fn has_other_rights(&self, me: &Me) -> bool {
        let before = self.me().user;
        (before.role, &before.permissions) != (me.user.role, &me.user.permissions)
    }

    /// Whoever is signed in, as one who asks for something.
    pub fn actor(&self) -> Actor {
        actor(&self.me())
    }

    /// The copy as it is; while it is made anew, the one that is to come.
    pub async fn replica(&self) -> Arc<Replica> {
        self.replica.read().await.clone()
    }

    /// Where another copy can be put in place of this one. Whoever wants to read waits until it is there.
    pub async fn place_of_replica(&self) -> RwLockWriteGuard<'_, Arc<Replica>> {
        self.replica.write().await
    }

    pub fn is_kept(&self) -> bool {
        self.kept.load(Ordering::Acquire)
    }

    pub fn set_kept(&self, kept: bool) {
        self.kept.store(kept, Ordering::Release);
    }

    pub fn is_repaired(&self) {
        self.damaged.store(false, Ordering::Release);
    }

    /// The copy is to be made anew: the next pass of the sync does so.
    pub fn report_damage(&self) {
        self.damaged.store(true, Ordering::Release);
        self.sync.nudge();
    }

    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Acquire)
    }
}

/// Whoever that is, as one who asks for something.
pub(crate) fn actor(me: &Me) -> Actor {
    let billing_manager = me.user.permissions.contains(&Permission::BillingManager);
    Actor {
        id: me.user.id,
        rights: Rights::new(me.user.role, billing_manager),
    }
}
