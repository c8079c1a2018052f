//! Puts right what was written down by a clock that was ahead, once it is corrected: see `Term` in roster-domain.
//!
//! Whatever runs out, or is forgotten after a while, is listed here, with the moment at which it was written down. That moment is
//! never later than now, and each gets its full length from now. docs/OPERATIONS.md says of every stored time what a clock that was
//! wrong does to it; a test holds that table against the schema.

use jiff::{SignedDuration, Timestamp};
use roster_domain::{AccountId, Term, UserId};
use uuid::Uuid;

use crate::{Micros, StoreError, Tx};

/// The accounts with something that was written down later than now, and by more than clocks may differ. In the platform's scope.
pub async fn accounts_ahead(tx: &mut Tx, now: Timestamp) -> Result<Vec<AccountId>, StoreError> {
    let found: Vec<(Uuid,)> = fetch_all!(
        tx,
        (Uuid,),
        "SELECT id FROM accounts WHERE invitations_spent_at > $1
         UNION SELECT account_id FROM users WHERE last_active_at > $1
         UNION SELECT account_id FROM invitations WHERE created_at > $1 AND state = 'open'
         UNION SELECT account_id FROM sessions WHERE created_at > $1 OR last_used_at > $1
         UNION SELECT account_id FROM devices WHERE created_at > $1
         UNION SELECT account_id FROM password_resets WHERE created_at > $1
         UNION SELECT account_id FROM removals WHERE removed_at > $1
         UNION SELECT account_id FROM user_tombstones WHERE deleted_at > $1
         UNION SELECT account_id FROM revision_marks WHERE made_at > $1",
        limit(now),
    );
    Ok(found.into_iter().map(|(id,)| AccountId::from_uuid(id)).collect())
}

/// Puts right what belongs to no account. A wait that follows a failure does not hold, since nobody knows how much of it is over;
/// the failures count on.
pub async fn put_right(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    let replies = execute!(
        tx,
        "UPDATE idempotency_keys SET created_at = $2 WHERE created_at > $1",
        limit(now),
        Micros::from(now),
    );
    let attempts = execute!(
        tx,
        "UPDATE attempts SET forgotten_at = $2 + (forgotten_at - last_failed_at), blocked_until = $2, last_failed_at = $2
         WHERE last_failed_at > $1",
        limit(now),
        Micros::from(now),
    );
    let mails = execute!(
        tx,
        "UPDATE mail_quotas SET spent_until = $2 + (spent_until - spent_at), spent_at = $2 WHERE spent_at > $1",
        limit(now),
        Micros::from(now),
    );
    Ok(replies + attempts + mails)
}

/// Puts right what belongs to an account and changes nothing that it shows to others. In the account's scope.
pub async fn put_right_in(tx: &mut Tx, account: AccountId, now: Timestamp) -> Result<u64, StoreError> {
    let mut changed = 0;
    for sql in [
        "UPDATE accounts SET invitations_spent_until = $3 + (invitations_spent_until - invitations_spent_at),
                             invitations_spent_at = $3
         WHERE id = $1 AND invitations_spent_at > $2",
        "UPDATE sessions SET expires_at = $3 + (expires_at - created_at), created_at = $3
         WHERE account_id = $1 AND created_at > $2",
        "UPDATE sessions SET last_used_at = $3 WHERE account_id = $1 AND last_used_at > $2",
        "UPDATE devices SET created_at = $3 WHERE account_id = $1 AND created_at > $2",
        "UPDATE password_resets SET expires_at = $3 + (expires_at - created_at), created_at = $3
         WHERE account_id = $1 AND created_at > $2",
        "UPDATE removals SET removed_at = $3 WHERE account_id = $1 AND removed_at > $2",
        "UPDATE user_tombstones SET deleted_at = $3 WHERE account_id = $1 AND deleted_at > $2",
        "UPDATE revision_marks SET made_at = $3 WHERE account_id = $1 AND made_at > $2",
    ] {
        changed += execute!(tx, sql, account.as_uuid(), limit(now), Micros::from(now));
    }
    Ok(changed)
}

/// Those of an account who were last active later than now.
pub async fn active_ahead(tx: &mut Tx, account: AccountId, now: Timestamp) -> Result<Vec<UserId>, StoreError> {
    let found: Vec<(Uuid,)> = fetch_all!(
        tx,
        (Uuid,),
        "SELECT id FROM users WHERE account_id = $1 AND last_active_at > $2 ORDER BY id",
        account.as_uuid(),
        limit(now),
    );
    Ok(found.into_iter().map(|(id,)| UserId::from_uuid(id)).collect())
}

/// An open invitation, by whom it invites, and when it ends.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct RenewedInvitation {
    #[sqlx(try_from = "Uuid")]
    pub user_id: UserId,
    pub created_at: Micros,
    pub expires_at: Micros,
}

/// The open invitations of an account that were made later than now.
pub async fn invitations_ahead(
    tx: &mut Tx,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<RenewedInvitation>, StoreError> {
    Ok(fetch_all!(
        tx,
        RenewedInvitation,
        "SELECT user_id, created_at, expires_at FROM invitations
         WHERE account_id = $1 AND state = 'open' AND created_at > $2 ORDER BY id",
        account.as_uuid(),
        limit(now),
    ))
}

/// Writes the term of the open invitation of a user.
pub async fn set_invitation_term(tx: &mut Tx, user: UserId, term: Term) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE invitations SET created_at = $2, expires_at = $3 WHERE user_id = $1 AND state = 'open'",
        user.as_uuid(),
        Micros::from(term.from),
        Micros::from(term.until),
    );
    Ok(())
}

/// Makes those mails due at once that were queued later than now, or taken for longer than `claim` from now. In the platform's scope.
pub async fn put_mails_right(tx: &mut Tx, now: Timestamp, claim: SignedDuration) -> Result<u64, StoreError> {
    let queued = execute!(
        tx,
        "UPDATE mails SET created_at = $2, next_attempt_at = $2, claimed_until = NULL
         WHERE state = 'queued' AND created_at > $1",
        limit(now),
        Micros::from(now),
    );
    let claimed = execute!(
        tx,
        "UPDATE mails SET next_attempt_at = $2, claimed_until = NULL WHERE state = 'queued' AND claimed_until > $1",
        limit(now.saturating_add(claim).unwrap_or(Timestamp::MAX)),
        Micros::from(now),
    );
    Ok(queued + claimed)
}

/// Makes those mails due at once that wait for longer, after so many tries or more, than one ever waits after them.
pub async fn put_waiting_mails_right(
    tx: &mut Tx,
    now: Timestamp,
    tries: i64,
    longest_wait: SignedDuration,
) -> Result<u64, StoreError> {
    Ok(execute!(
        tx,
        "UPDATE mails SET next_attempt_at = $3
         WHERE state = 'queued' AND claimed_until IS NULL AND attempts <= $1 AND next_attempt_at > $2",
        tries,
        limit(now.saturating_add(longest_wait).unwrap_or(Timestamp::MAX)),
        Micros::from(now),
    ))
}

/// What is written down up to here may have been by another node's clock.
fn limit(now: Timestamp) -> Micros {
    now.saturating_add(Term::CLOCK_TOLERANCE)
        .unwrap_or(Timestamp::MAX)
        .into()
}
