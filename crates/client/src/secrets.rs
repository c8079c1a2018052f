//! What is kept in the keyring, and under which name.

use roster_domain::UserId;
use roster_replica::ReplicaKey;
use secrecy::SecretString;
use uuid::Uuid;

use crate::keyring::{Keyring, KeyringError};
use crate::server::Server;

/// Whose secrets: two data folders on one computer, or two servers, have nothing in common.
#[derive(Debug, Clone)]
pub(crate) struct Owner {
    pub installation: Uuid,
    pub server: String,
    pub user: UserId,
}

impl Owner {
    pub fn new(installation: Uuid, server: &Server, user: UserId) -> Self {
        Self {
            installation,
            server: server.name(),
            user,
        }
    }

    fn name(&self, what: &str) -> String {
        format!("{what} of {} at {} ({})", self.user, self.server, self.installation)
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

pub(crate) async fn read(keyring: &Keyring, owner: &Owner) -> Result<Kept, KeyringError> {
    let token = keyring.get(&owner.name(TOKEN)).await?;
    let replica_key = keyring.get(&owner.name(REPLICA_KEY)).await?;
    // A key that is none is as good as lost.
    Ok(Kept {
        token,
        replica_key: replica_key.and_then(|hex| ReplicaKey::from_hex(&hex).ok()),
    })
}

/// Keeps both, or neither.
pub(crate) async fn keep(
    keyring: &Keyring,
    owner: &Owner,
    token: &SecretString,
    key: &ReplicaKey,
) -> Result<(), KeyringError> {
    keep_key(keyring, owner, key).await?;
    let kept = keyring.set(&owner.name(TOKEN), token.clone()).await;
    if kept.is_err() {
        forget(keyring, owner).await;
    }
    kept
}

pub(crate) async fn keep_key(keyring: &Keyring, owner: &Owner, key: &ReplicaKey) -> Result<(), KeyringError> {
    keyring.set(&owner.name(REPLICA_KEY), key.to_hex()).await
}

/// Deletes both. A keyring that cannot be reached keeps a token that the service no longer takes and the key of a file
/// that is no longer there.
pub(crate) async fn forget(keyring: &Keyring, owner: &Owner) {
    for what in [TOKEN, REPLICA_KEY] {
        if let Err(error) = keyring.delete(&owner.name(what)).await {
            tracing::warn!(%error, what, "a secret could not be deleted from the keyring");
        }
    }
}

/// The entry of the token that names this computer as known to a login.
pub(crate) fn device_token(installation: Uuid, server: &Server, login_email: &str) -> String {
    let login = login_email.trim().to_lowercase();
    format!("device token of {login} at {} ({installation})", server.name())
}
