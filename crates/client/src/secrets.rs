//! What is kept in the keyring, and under which name.

use roster_domain::UserId;
use roster_replica::ReplicaKey;
use secrecy::SecretString;
use uuid::Uuid;

use crate::keyring::{Keyring, KeyringError};
use crate::settings::KnownAccount;

/// Whose secrets: two data folders on one computer, or two servers, have nothing in common.
#[derive(Debug, Clone)]
pub(crate) struct Owner {
    pub installation: Uuid,
    /// The service's place.
    pub place: String,
    pub user: UserId,
}

impl Owner {
    pub fn new(installation: Uuid, place: String, user: UserId) -> Self {
        Self {
            installation,
            place,
            user,
        }
    }

    pub fn of(installation: Uuid, account: &KnownAccount) -> Self {
        Self::new(installation, account.place(), account.user_id)
    }

    fn name(&self, what: &str) -> String {
        format!("{what} of {} at {} ({})", self.user, self.place, self.installation)
    }
}

/// The secrets of one who is signed in.
#[derive(Debug)]
pub(crate) struct Kept {
    pub token: Option<SecretString>,
    pub replica_key: Option<ReplicaKey>,
}

const TOKEN: &str = "session token";
const REPLICA_KEY: &str = "replica key";
const PENDING_KEY: &str = "pending changes key";

pub(crate) async fn read(keyring: &Keyring, owner: &Owner) -> Result<Kept, KeyringError> {
    let token = keyring.get(&owner.name(TOKEN)).await?;
    let replica_key = read_key(keyring, owner, REPLICA_KEY).await?;
    Ok(Kept { token, replica_key })
}

/// Keeps both, or neither.
pub(crate) async fn keep(
    keyring: &Keyring,
    owner: &Owner,
    token: &SecretString,
    key: &ReplicaKey,
) -> Result<(), KeyringError> {
    keep_replica_key(keyring, owner, key).await?;
    let kept = keyring.set(&owner.name(TOKEN), token.clone()).await;
    if kept.is_err() {
        forget_session(keyring, owner).await;
    }
    kept
}

pub(crate) async fn keep_replica_key(keyring: &Keyring, owner: &Owner, key: &ReplicaKey) -> Result<(), KeyringError> {
    keyring.set(&owner.name(REPLICA_KEY), key.to_hex()).await
}

/// The key of the file with the changes that the service has not decided yet.
pub(crate) async fn read_pending_key(keyring: &Keyring, owner: &Owner) -> Result<Option<ReplicaKey>, KeyringError> {
    read_key(keyring, owner, PENDING_KEY).await
}

pub(crate) async fn keep_pending_key(keyring: &Keyring, owner: &Owner, key: &ReplicaKey) -> Result<(), KeyringError> {
    keyring.set(&owner.name(PENDING_KEY), key.to_hex()).await
}

/// A key that is none is as good as lost.
async fn read_key(keyring: &Keyring, owner: &Owner, what: &str) -> Result<Option<ReplicaKey>, KeyringError> {
    let hex = keyring.get(&owner.name(what)).await?;
    Ok(hex.and_then(|hex| ReplicaKey::from_hex(&hex).ok()))
}

/// Deletes what a session needs; the key of changes that wait stays for the next one. A keyring that cannot be reached keeps
/// a token that the service no longer takes and the key of a file that is no longer there.
pub(crate) async fn forget_session(keyring: &Keyring, owner: &Owner) {
    forget(keyring, owner, &[TOKEN, REPLICA_KEY]).await;
}

/// Deletes all that is kept for an account.
pub(crate) async fn forget_account(keyring: &Keyring, owner: &Owner) {
    forget(keyring, owner, &[TOKEN, REPLICA_KEY, PENDING_KEY]).await;
}

async fn forget(keyring: &Keyring, owner: &Owner, secrets: &[&str]) {
    for what in secrets {
        if let Err(error) = keyring.delete(&owner.name(what)).await {
            tracing::warn!(%error, what, "a secret could not be deleted from the keyring");
        }
    }
}

/// The entry of the token that names this computer as known to a login.
pub(crate) fn device_token(installation: Uuid, place: &str, login_email: &str) -> String {
    let login = login_email.trim().to_lowercase();
    format!("device token of {login} at {place} ({installation})")
}
