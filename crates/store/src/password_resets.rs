//! The links with which a forgotten password is replaced.

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
    pub expires_at: Micros,
}

/// Writes a link.
pub async fn insert(tx: &mut Tx, reset: &NewPasswordReset) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO password_resets (id, account_id, user_id, token_hash, state, created_at, expires_at)
         VALUES ($1, $2, $3, $4, 'open', $5, $6)",
        reset.id.as_uuid(),
        reset.account.as_uuid(),
        reset.user.as_uuid(),
        reset.token_hash.as_slice(),
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
        "SELECT id, account_id, user_id, state, expires_at FROM password_resets WHERE token_hash = $1",
        token_hash.as_slice(),
    ))
}

/// How many links of a user were made since a moment.
pub async fn count_since(tx: &mut Tx, user: UserId, since: Timestamp) -> Result<i64, StoreError> {
    let made: i64 = fetch_scalar!(
        tx,
        "SELECT COUNT(*) FROM password_resets WHERE user_id = $1 AND created_at > $2",
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

/// Ends the open links of a user.
pub async fn revoke_open(tx: &mut Tx, user: UserId) -> Result<(), StoreError> {
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
