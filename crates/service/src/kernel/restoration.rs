//! The way back for one whose communication email somebody else has changed: a link to the former address that sets it back, together
//! with a new password.

use roster_domain::{EMAIL_RESTORATION_TTL, PasswordResetId, PasswordResetToken};
use roster_store::StoreError;
use roster_store::password_resets::{self, NewPasswordReset};
use roster_store::users::UserRecord;

use crate::kernel::unit::Unit;
use crate::mail::notice::WayBack;

/// The link for the address that `before` is about to lose. While there is one in force, it leads back to the address from before
/// all changes: those in between get none, since somebody who came in, or who mistyped their address, may have named them.
pub async fn offer(unit: &mut Unit, before: &UserRecord) -> Result<Option<WayBack>, StoreError> {
    if let Some(open) = password_resets::restoring(&mut unit.tx, before.id, unit.now).await? {
        let is_theirs = open.restores_email.as_ref() == Some(&before.communication_email);
        return Ok(is_theirs.then(|| WayBack {
            reset: open.id,
            until: open.expires_at.timestamp(),
        }));
    }
    let id = PasswordResetId::generate(&*unit.app.clock, &*unit.app.random);
    let until = unit.now + EMAIL_RESTORATION_TTL;
    let reset = NewPasswordReset {
        id,
        account: unit.account,
        user: before.id,
        token_hash: PasswordResetToken::derive(&unit.app.secret_key, id).hash(),
        restores_email: Some(before.communication_email.clone()),
        created_at: unit.now,
        expires_at: until,
    };
    password_resets::insert(&mut unit.tx, &reset).await?;
    Ok(Some(WayBack { reset: id, until }))
}
