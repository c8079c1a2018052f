//! Checks a password. It takes the same time whether or not there is such a user, so that the time tells nothing.

use roster_domain::{AccountId, LoginEmail, UserId, UserStatus, presented};
use roster_store::users::{self, UserRecord};
use roster_store::{StoreError, Tx};
use secrecy::{ExposeSecret, SecretString};

use crate::app::App;
use crate::password_hasher::Verified;

/// The longest password in bytes that is hashed; a longer one is wrong. A password has at most 256 code points of four bytes in NFC,
/// which is 1 KiB, and may be several times as long before it is composed.
pub const LONGEST_PASSWORD: usize = 4 * 1024;

/// A user whose password was just found right.
#[derive(Debug, Clone)]
pub struct Proven {
    pub account: AccountId,
    pub user: UserId,
    /// The hash that it was compared with.
    pub hash: String,
    /// Another hash with today's parameters, if those of `hash` are weaker.
    pub stronger: Option<String>,
}

/// The result of checking a login and a password.
#[derive(Debug)]
pub enum Proof {
    Right(Proven),
    /// The password is wrong, or nobody can sign in with this login. Holds the user if there is one with this login, in any status.
    Wrong(Option<Box<UserRecord>>),
}

/// Compares a password with that of the user `known`. If there is no user, or they cannot sign in, it is compared with a decoy hash, which
/// takes as long.
pub async fn prove(app: &App, known: Option<UserRecord>, password: &SecretString) -> Result<Proof, StoreError> {
    let hash = known
        .as_ref()
        .filter(|user| user.status == UserStatus::Active)
        .and_then(|user| user.password_hash.clone());
    let verified = verify(app, password, hash.clone()).await;
    let (Some(user), Some(hash)) = (&known, hash) else {
        return Ok(Proof::Wrong(known.map(Box::new)));
    };
    let stronger = match verified {
        Verified::Wrong => return Ok(Proof::Wrong(known.map(Box::new))),
        Verified::Right => None,
        Verified::RightButOutdated => Some(app.hasher.hash(presented(password.expose_secret())).await),
    };
    let (account, user) = (user.account_id, user.id);
    Ok(Proof::Right(Proven {
        account,
        user,
        hash,
        stronger,
    }))
}

/// Compares a password, as it was typed, with a hash; without one, with a decoy hash.
pub async fn verify(app: &App, password: &SecretString, hash: Option<String>) -> Verified {
    let typed = password.expose_secret();
    if typed.len() > LONGEST_PASSWORD {
        return Verified::Wrong;
    }
    app.hasher.verify(presented(typed), hash).await
}

/// The user with this login email, and whether the device token is one of theirs. `None` if the text is no address.
pub async fn find(
    tx: &mut Tx,
    login_email: &str,
    device_token_hash: Option<&[u8; 32]>,
) -> Result<Option<(UserRecord, bool)>, StoreError> {
    let Some(key) = LoginEmail::presented_key(login_email) else {
        return Ok(None);
    };
    users::by_login_email_key_on_device(tx, key.as_str(), device_token_hash).await
}
