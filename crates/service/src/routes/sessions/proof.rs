//! Finds out whether a password is right, in the same time whoever it is for.

use roster_domain::{AccountId, LoginEmail, UserId, UserStatus, presented};
use roster_store::users::{self, UserRecord};
use roster_store::{StoreError, Tx};
use secrecy::{ExposeSecret, SecretString};

use crate::app::App;
use crate::password_hasher::Verified;

/// No password is longer in bytes: 256 code points of four bytes, and as much again before they are composed. What is
/// longer is wrong without being hashed.
pub const LONGEST_PASSWORD: usize = 4 * 1024;

/// A login whose password was right a moment ago.
#[derive(Debug, Clone)]
pub struct Proven {
    pub account: AccountId,
    pub user: UserId,
    /// The hash it was right for.
    pub hash: String,
    /// A hash with today's parameters, when that one has weaker ones.
    pub stronger: Option<String>,
}

/// What a login and a password came to.
#[derive(Debug)]
pub enum Proof {
    Right(Proven),
    /// Wrong, or nobody's; the user is there when the login is known, in whatever status.
    Wrong(Option<Box<UserRecord>>),
}

/// Holds a password against that of whose login it is. Where there is nobody to sign in, a decoy takes as long.
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

/// Compares a password as it was typed with a hash, or with the decoy.
pub async fn verify(app: &App, password: &SecretString, hash: Option<String>) -> Verified {
    let typed = password.expose_secret();
    if typed.len() > LONGEST_PASSWORD {
        return Verified::Wrong;
    }
    app.hasher.verify(presented(typed), hash).await
}

/// The user of a login email, and whether they signed in before on the device of this token. What is no address is nobody's.
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
