//! What a link of `kernel/links.rs` that asks for a new password opens, and whether it is in force.

use roster_domain::{PasswordResetToken, UserStatus, may_reset};
use roster_store::accounts::{self, AccountRecord};
use roster_store::password_resets::{self, PasswordReset};
use roster_store::users::{self, UserRecord};
use roster_store::{Scope, StoreError, Tx};

use crate::app::App;

/// Which links a page is for: each opens only its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The password was forgotten.
    Forgotten,
    /// The communication email was changed, perhaps by somebody else.
    Restoration,
}

impl Purpose {
    /// Whether a reset was made for this.
    pub fn is_of(self, reset: &PasswordReset) -> bool {
        reset.restores_email.is_some() == (self == Self::Restoration)
    }

    /// What the log calls the use of such a link, and one that is refused.
    pub fn actions(self) -> (&'static str, &'static str) {
        match self {
            Self::Forgotten => ("password.reset", "password.reset-refused"),
            Self::Restoration => ("email.restored", "email.restore-refused"),
        }
    }
}

/// What a link in force opens.
#[derive(Debug, Clone)]
pub struct Opened {
    pub reset: PasswordReset,
    pub user: UserRecord,
    pub account: AccountRecord,
}

impl Opened {
    /// The communication email that the link sets back; none, if it is for a forgotten password.
    pub fn restores_email(&self) -> Option<&str> {
        self.reset.restores_email.as_deref()
    }
}

/// Looks a link up. `None` when it opens nothing (any more). Nothing is used up by looking.
pub async fn open(app: &App, purpose: Purpose, token: &str) -> Result<Option<Opened>, StoreError> {
    let Ok(token) = PasswordResetToken::parse(token) else {
        return Ok(None);
    };
    let mut tx = app.store.begin_read(Scope::Platform).await?;
    let found = find(&mut tx, app, purpose, &token.hash()).await?;
    tx.commit().await?;
    Ok(found)
}

/// The same in a transaction, by the token's hash.
pub async fn find(
    tx: &mut Tx,
    app: &App,
    purpose: Purpose,
    token_hash: &[u8; 32],
) -> Result<Option<Opened>, StoreError> {
    let reset = password_resets::by_token_hash(tx, token_hash).await?;
    let reset =
        reset.filter(|reset| purpose.is_of(reset) && may_reset(reset.state, reset.expires_at.timestamp(), app.now()));
    let Some(reset) = reset else { return Ok(None) };
    tx.narrow_to(reset.account_id).await?;
    let user = users::get(tx, reset.account_id, reset.user_id).await?;
    let user = user.filter(|user| user.status == UserStatus::Active);
    let account = accounts::get(tx, reset.account_id).await?;
    Ok(user.zip(account).map(|(user, account)| Opened { reset, user, account }))
}
