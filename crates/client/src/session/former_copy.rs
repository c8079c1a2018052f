//! A copy (replica) from an earlier session. When somebody signs in again, the copy is used again, if the keyring gives its key. If the
//! keyring is locked, the copy is kept until it is unlocked.

use std::path::PathBuf;

use roster_contract::Me;
use roster_domain::OfflineTerm;
use roster_replica::{OpenError, Replica, ReplicaKey};

use super::sign_in::unopened;
use crate::desktop::Desktop;
use crate::folder::AccountFolder;
use crate::secrets::{self, Owner};
use crate::server::Server;
use crate::settings::KnownAccount;
use crate::view::{AccountKey, CommandError};

/// The copy that an earlier session left on this computer.
#[derive(Debug)]
pub(super) enum Former {
    /// There is none, or none that can be used.
    Nothing,
    /// A copy, with its key.
    Open(AccountKey, ReplicaKey),
    /// A copy that cannot be opened for now: its key is in the keyring, which is locked.
    Locked(AccountKey),
}

impl Former {
    /// This copy if it belongs to the account, else [`Self::Nothing`].
    pub fn of(self, account: AccountKey) -> Self {
        match &self {
            Self::Open(of, _) | Self::Locked(of) if *of == account => self,
            _ => Self::Nothing,
        }
    }
}

impl Desktop {
    /// The copy of an account that has no session now, but was signed in to with this login on this computer.
    pub(super) async fn former_copy(&self, login_email: &str, server: &Server) -> Former {
        let settings = self.settings.get();
        let (place, login) = (server.place(), login_email.to_lowercase());
        let is_theirs = |account: &&KnownAccount| {
            account.signed_in && account.place() == place && account.login_email.to_lowercase() == login
        };
        let without_session = |account: &&KnownAccount| self.state(|state| state.session_of(account.key).is_none());
        let mut theirs = settings.accounts.iter().filter(is_theirs);
        let Some(account) = theirs.find(without_session) else {
            return Former::Nothing;
        };
        let owner = Owner::of(settings.installation, account);
        match self.heard_of_keyring(secrets::read(&self.keyring, &owner).await) {
            Some(kept) => kept
                .replica_key
                .map_or(Former::Nothing, |key| Former::Open(account.key, key)),
            None if self.state(|state| state.keyring.locked) => Former::Locked(account.key),
            None => Former::Nothing,
        }
    }

    /// The copy that a session begins with, its file and its key: the former copy if it can be opened, else an empty one. While the
    /// keyring is locked, the empty one is made in another file, so that the former copy is not overwritten.
    pub(super) async fn copy_to_begin_with(
        &self,
        account: AccountKey,
        former: &Former,
        me: &Me,
        term: OfflineTerm,
    ) -> Result<(Replica, PathBuf, ReplicaKey), CommandError> {
        let folder = self.folder.account(account);
        if let Former::Open(_, key) = former
            && let Some(replica) = reopened(&folder, key, me, term).await
        {
            return Ok((replica, folder.replica(), key.clone()));
        }
        let (path, cleared) = match former {
            Former::Locked(_) => (folder.unkept_replica(), folder.erase_unkept_replica()),
            _ => (folder.replica(), folder.erase_replica()),
        };
        let cleared = cleared.and_then(|()| folder.create());
        cleared.map_err(|error| unopened(OpenError::Io(error.into())))?;
        let (replica, key) = self.fresh_replica(&path, me, term).await?;
        Ok((replica, path, key))
    }
}

/// Opens the former copy, if it belongs to the user who has signed in and they still have the same rights.
async fn reopened(folder: &AccountFolder, key: &ReplicaKey, me: &Me, term: OfflineTerm) -> Option<Replica> {
    let replica = Replica::open(&folder.replica(), key).await.ok()?;
    let rights = |me: &Me| (me.user.id, me.user.role, me.user.permissions.clone());
    let known = replica.me().await.ok().flatten();
    let is_same = known.is_some_and(|known| rights(&known) == rights(me));
    if is_same && replica.set_me(me).await.is_ok() && replica.set_offline_term(term).await.is_ok() {
        return Some(replica);
    }
    replica.close().await;
    None
}
