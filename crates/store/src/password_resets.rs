//! The links with which a password is replaced: one that was forgotten; or, together with a communication email that somebody else
//! changed, one that somebody else knows.

use jiff::Timestamp;
use roster_domain::{AccountId, InvitationState, PasswordResetId, UserId};

use crate::{Micros, StoreError, Tx};

/// A link about to be written.
#[derive(Debug, Clone)]
pub struct NewPasswordReset {
    pub id: PasswordResetId,
    pub account: AccountId,
    pub user: UserId,
    pub token_hash: [u8; 32],
    /// The communication email that the link sets back, if it does.
    pub restores_email: Option<String>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A link as it is known.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PasswordReset {
    #[sqlx(try_from = "uuid::Uuid")]
    pub id: PasswordResetId,
    #[sqlx(try_from = "uuid::Uuid")]
    pub account_id: AccountId,
    #[sqlx(try_from = "uuid::Uuid")]
    pub user_id: UserId,
    #[sqlx(try_from = "String")]
    pub state: InvitationState,
    pub restores_email: Option<String>,
    pub expires_at: Micros,
}

/// Writes a link.
pub async fn insert(tx: &mut Tx, reset: &NewPasswordReset) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO password_resets (id, account_id, user_id, token_hash, state, restores_email, created_at, expires_at)
         VALUES ($1, $2, $3, $4, 'open', $5, $6, $7)",
        reset.id.as_uuid(),
        reset.account.as_uuid(),
        reset.user.as_uuid(),
        reset.token_hash.as_slice(),
        reset.restores_email.as_deref(),
        Micros::from(reset.created_at),
        Micros::from(reset.expires_at),
    );
    Ok(())
}

/// The link with this token, in whatever state.
pub async fn by_token_hash(tx: &mut Tx, token_hash: &[u8; 32]) -> Result<Option<PasswordReset>, StoreError> {
    Ok(fetch_optional!(
        tx,
        PasswordReset,
        "SELECT id, account_id, user_id, state, restores_email, expires_at FROM password_resets WHERE token_hash = $1",
        token_hash.as_slice(),
    ))
}

/// The link of a user that sets a communication email back and is open at a moment, if there is one.
pub async fn restoring(tx: &mut Tx, user: UserId, now: Timestamp) -> Result<Option<PasswordReset>, StoreError> {
    Ok(fetch_optional!(
        tx,
        PasswordReset,
        "SELECT id, account_id, user_id, state, restores_email, expires_at FROM password_resets
         WHERE user_id = $1 AND state = 'open' AND restores_email IS NOT NULL AND expires_at > $2
         ORDER BY created_at, id LIMIT 1",
        user.as_uuid(),
        Micros::from(now),
    ))
}

/// How many links for a forgotten password of a user were made since a moment.
pub async fn count_since(tx: &mut Tx, user: UserId, since: Timestamp) -> Result<i64, StoreError> {
    let made: i64 = fetch_scalar!(
        tx,
        "SELECT COUNT(*) FROM password_resets WHERE user_id = $1 AND created_at > $2 AND restores_email IS NULL",
        user.as_uuid(),
        Micros::from(since),
    );
    Ok(made)
}

/// Uses an open link up. False when it was used or revoked meanwhile.
pub async fn mark_used(tx: &mut Tx, id: PasswordResetId) -> Result<bool, StoreError> {
    let used = execute!(
        tx,
        "UPDATE password_resets SET state = 'used' WHERE id = $1 AND state = 'open'",
        id.as_uuid(),
    );
    Ok(used == 1)
}

/// Ends the open links of a user for a forgotten password. Those that set a communication email back stay: whoever has come in as
/// this user could else end them by whatever ends these.
pub async fn revoke_open(tx: &mut Tx, user: UserId) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE password_resets SET state = 'revoked' WHERE user_id = $1 AND state = 'open' AND restores_email IS NULL",
        user.as_uuid(),
    );
    Ok(())
}

/// Ends every open link of a user.
pub async fn revoke_all(tx: &mut Tx, user: UserId) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE password_resets SET state = 'revoked' WHERE user_id = $1 AND state = 'open'",
        user.as_uuid(),
    );
    Ok(())
}

/// Forgets the links that ended before a moment.
pub async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(
        tx,
        "DELETE FROM password_resets WHERE expires_at <= $1",
        Micros::from(moment)
    ))
}
