use std::path::Path;
use std::sync::Arc;

use roster_contract::Me;
use roster_domain::OfflineTerm;
use roster_replica::{OpenError, Replica, ReplicaError, ReplicaKey, set_aside};
use secrecy::SecretString;

use super::begin::Beginning;
use crate::desktop::Desktop;
use crate::folder::AccountFolder;
use crate::http::Call;
use crate::secrets::{self, Kept, Owner};
use crate::server::Server;
use crate::settings::KnownAccount;
use crate::status::server_of;
use crate::view::{AccountKey, StatusNotice};

/// A session whose token was in the keyring.
struct Found {
    account: AccountKey,
    server: Server,
    owner: Owner,
    token: SecretString,
}

/// What a try to restore a session came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Restored {
    /// There is a session, or there will be none until one signs in.
    Decided,
    /// The service has to say first who is signed in, and does not answer.
    NotYet,
}

/// Who is signed in by a token.
enum Who {
    Known(Box<Me>, OfflineTerm),
    /// Nobody: the session has ended.
    Nobody,
    Unknown,
}

impl Desktop {
    /// Begins the session of an account whose secrets are in the keyring, without asking the service: the first contact
    /// will tell whether it still counts. Stays signed out when there are none. Where only the service can tell who is signed
    /// in, it is asked again until it answers.
    pub(crate) async fn restore_session(self: &Arc<Self>, account: &KnownAccount) {
        if self.try_to_restore(account).await == Restored::NotYet {
            self.restore_later(account.key);
        }
    }

    pub(super) async fn try_to_restore(self: &Arc<Self>, account: &KnownAccount) -> Restored {
        if self.state(|state| state.session_of(account.key).is_some()) {
            return Restored::Decided;
        }
        let folder = self.folder.account(account.key);
        if !account.signed_in {
            // Its key was in memory only: nobody can read it any more.
            erase(&folder);
            return Restored::Decided;
        }
        let Some(server) = self.state(|state| server_of(state, account)) else {
            return Restored::Decided;
        };
        let owner = Owner::of(self.settings.get().installation, account);
        let Some(kept) = self.heard_of_keyring(secrets::read(&self.keyring, &owner).await) else {
            return Restored::Decided;
        };
        let Kept {
            token: Some(token),
            replica_key,
        } = kept
        else {
            tracing::info!("the session's token is not in the keyring any more");
            self.forget_session(account.key, &folder, &owner).await;
            return Restored::Decided;
        };
        let found = Found {
            account: account.key,
            server,
            owner,
            token,
        };
        self.restore(found, &folder, replica_key).await.unwrap_or_else(|error| {
            tracing::error!(%error, "the session could not be restored");
            Restored::Decided
        })
    }

    async fn forget_session(&self, account: AccountKey, folder: &AccountFolder, owner: &Owner) {
        self.is_signed_out(account);
        erase(folder);
        secrets::forget_session(&self.keyring, owner).await;
    }

    async fn restore(
        self: &Arc<Self>,
        found: Found,
        folder: &AccountFolder,
        key: Option<ReplicaKey>,
    ) -> Result<Restored, OpenError> {
        let Found {
            account,
            server,
            owner,
            token,
        } = found;
        let cleared = folder.create().and_then(|()| folder.erase_unkept_replica());
        cleared.map_err(|error| OpenError::Io(error.into()))?;
        let (replica, notice) = match &key {
            Some(key) => self.open_or_set_aside(&folder.replica(), key).await?,
            None => self.begin_with_another_key(folder, &owner).await?,
        };
        let was_known = replica.me().await.ok().flatten().is_some();
        let (me, term) = match self.know_who(&replica, &server, &token).await {
            Who::Known(me, term) => (*me, term),
            Who::Nobody => {
                replica.close().await;
                self.forget_session(account, folder, &owner).await;
                return Ok(Restored::Decided);
            }
            Who::Unknown => {
                replica.close().await;
                if notice.is_some() {
                    self.change_state(|state| state.notify(Some(account), notice));
                }
                return Ok(Restored::NotYet);
            }
        };
        let pending = self.open_pending(&owner, &folder.pending()).await?;
        if !was_known {
            // Nor is it known what they could see before.
            pending.forget_seen().await;
        }
        if let Err(error) = keep(&replica, (!was_known).then_some(&me), term).await {
            tracing::warn!(%error, "who is signed in is not kept for the next start");
        }
        self.begin_session(Beginning {
            account,
            server,
            token,
            owner,
            me,
            replica,
            copy: folder.replica(),
            term,
            // What cannot be had again is said before what is being made anew.
            notice: pending.notice().or(notice),
            pending,
            kept: true,
        })
        .await;
        Ok(Restored::Decided)
    }

    /// The copy whose key is lost can be read by nobody: a new one takes its place.
    async fn begin_with_another_key(
        &self,
        folder: &AccountFolder,
        owner: &Owner,
    ) -> Result<(Replica, Option<StatusNotice>), OpenError> {
        let there_was_one = folder.replica().exists();
        erase(folder);
        let key = ReplicaKey::generate(self.random.as_ref());
        self.heard_of_keyring(secrets::keep_replica_key(&self.keyring, owner, &key).await);
        Ok((
            Replica::open(&folder.replica(), &key).await?,
            there_was_one.then_some(StatusNotice::ReplicaKeyLost),
        ))
    }

    /// Opens the copy; one that does not open, or is of a newer Roster, makes room for a new one.
    async fn open_or_set_aside(
        &self,
        path: &Path,
        key: &ReplicaKey,
    ) -> Result<(Replica, Option<StatusNotice>), OpenError> {
        match Replica::open(path, key).await {
            Ok(replica) => Ok((replica, None)),
            Err(error @ OpenError::Io(_)) => Err(error),
            Err(error) => {
                tracing::warn!(%error, "the copy on this computer is set aside and made anew");
                set_aside(path, self.clock.now()).map_err(|error| OpenError::Io(error.into()))?;
                Ok((Replica::open(path, key).await?, Some(StatusNotice::ReplicaRebuilt)))
            }
        }
    }

    /// Whose copy that is and how long they may read it: as it says itself, or else the service.
    async fn know_who(&self, replica: &Replica, server: &Server, token: &SecretString) -> Who {
        let now = self.clock.now();
        let term = replica.offline_term().await.ok().flatten();
        if let Some(me) = replica.me().await.ok().flatten() {
            return Who::Known(Box::new(me), term.unwrap_or(OfflineTerm::UNKNOWN).seen(now));
        }
        let api = self.http.api(server.base.clone(), Some(token.clone()));
        match api.call(&Call::get("/me")).await {
            Ok(me) => Who::Known(me, OfflineTerm::begun(now, term.and_then(|term| term.session_end))),
            Err(error) => {
                tracing::warn!(%error, "the service does not say who is signed in");
                if error.ends_session() {
                    Who::Nobody
                } else {
                    Who::Unknown
                }
            }
        }
    }
}

/// Keeps how long the copy may be read, and who reads it where it did not say so itself.
async fn keep(replica: &Replica, me: Option<&Me>, term: OfflineTerm) -> Result<(), ReplicaError> {
    if let Some(me) = me {
        replica.set_me(me).await?;
    }
    replica.set_offline_term(term).await
}

fn erase(folder: &AccountFolder) {
    if let Err(error) = folder.erase_replica() {
        tracing::error!(%error, "the copy on this computer could not be deleted");
    }
}
