//! `DELETE /users/ID`: takes an active user's access away, or withdraws a pending one's invitation.

use axum::response::Response;
use roster_domain::{Removal, UserStatus, policy};
use roster_store::users::UserRecord;
use roster_store::{guardians, password_resets, removals, sessions};

use crate::kernel::audit_entry::Target;
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::fields::Fields;
use crate::kernel::path::UserPath;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Outcome, Unit};
use crate::mail::notice::Event;
use crate::routes::invitations::delete;
use crate::routes::users::addressed::Addressed;

pub async fn remove(path: UserPath, command: Command) -> Result<Response, Refusal> {
    command.caller().administrate()?;
    let (addressed, fields) = (Addressed::of(&command, path), command.fields());
    Ok(command
        .administrate(move |unit, caller| Box::pin(decide(unit, caller, addressed, fields)))
        .await)
}

async fn decide(unit: &mut Unit, caller: &Caller, addressed: Addressed, fields: Fields) -> Result<Outcome, Refusal> {
    let record = addressed.find(unit, caller).await?;
    fields.finish()?;
    match record.status {
        UserStatus::Pending => delete::delete_invitation(unit, caller, record).await?,
        UserStatus::Active | UserStatus::Removed => remove_user(unit, caller, record).await?,
    }
    Ok(Outcome::Changed(Reply::no_content()))
}

/// Ends the user's sessions with their access, in one transaction: their next request is refused, whichever node answers.
async fn remove_user(unit: &mut Unit, caller: &Caller, before: UserRecord) -> Result<(), Refusal> {
    policy::remove_user(&caller.actor(), &before.subject())?;
    let guarded = guardians::count(&mut unit.tx, unit.account).await?;
    let mut after = UserRecord {
        status: UserStatus::Removed,
        password_hash: None,
        ..before.clone()
    };
    let changes = unit.rewrite_user(&before, &mut after).await?;
    policy::keep_guardians(guarded, guardians::count(&mut unit.tx, unit.account).await?)?;
    let removal = Removal {
        by: caller.user.id,
        at: unit.now,
    };
    removals::note(
        &mut unit.tx,
        unit.account,
        after.id,
        removal,
        before.password_hash.as_deref(),
    )
    .await?;
    sessions::end_all_of(&mut unit.tx, after.id, None).await?;
    password_resets::revoke_all(&mut unit.tx, after.id).await?;
    let actor = caller.user.full_name();
    unit.notify_within_quota(&after, Event::AccessRemoved { actor }).await?;
    unit.audit(Some(&caller.user), "user.removed", Some(Target::user(&after)), changes);
    Ok(())
}
