//! What `DELETE /users/ID` does to a pending user.

use roster_domain::{UserStatus, policy};
use roster_store::users::{self, UserRecord};

use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::caller::Caller;
use crate::kernel::refusal::Refusal;
use crate::kernel::unit::Unit;
use crate::routes::invitations::invite;

/// Withdraws an invitation. One who was never in goes with it, and their login email is free again; one who was in before
/// becomes removed again, with record and history.
pub async fn delete_invitation(unit: &mut Unit, caller: &Caller, before: UserRecord) -> Result<(), Refusal> {
    policy::delete_invitation(&caller.actor(), &before.subject())?;
    invite::end_open(unit, &before).await?;
    let changes = if before.entered {
        let mut after = UserRecord {
            status: UserStatus::Removed,
            ..before.clone()
        };
        unit.rewrite_user(&before, &mut after).await?
    } else {
        users::delete(&mut unit.tx, &before, unit.revision, unit.now).await?;
        Changes::of_user(Some(&before), None)
    };
    unit.audit(
        Some(&caller.user),
        "invitation.deleted",
        Some(Target::user(&before)),
        changes,
    );
    Ok(())
}
