//! `POST /users/ID/undo-removal`: gives a removed user their access back as it was, for a short while and to whoever removed them.

use axum::http::StatusCode;
use axum::response::Response;
use roster_domain::{UserStatus, policy};
use roster_store::removals;
use roster_store::users::UserRecord;

use crate::kernel::audit_entry::Target;
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::fields::Fields;
use crate::kernel::path::UserPath;
use crate::kernel::refusal::Refusal;
use crate::kernel::unit::{Outcome, Unit};
use crate::mail::notice::Event;
use crate::routes::users::addressed::{self, Addressed};

pub async fn undo_removal(path: UserPath, command: Command) -> Result<Response, Refusal> {
    command.caller().administrate()?;
    let (addressed, fields) = (Addressed::of(&command, path), command.fields());
    Ok(command
        .administrate(move |unit, caller| Box::pin(decide(unit, caller, addressed, fields)))
        .await)
}

async fn decide(unit: &mut Unit, caller: &Caller, addressed: Addressed, fields: Fields) -> Result<Outcome, Refusal> {
    let before = addressed.find(unit, caller).await?;
    fields.finish()?;
    let known = removals::of(&mut unit.tx, before.id).await?;
    let removal = known.as_ref().map(|known| &known.removal);
    policy::undo_removal(&caller.actor(), &before.subject(), removal, unit.now)?;
    removals::forget(&mut unit.tx, before.id).await?;
    // Rights, addresses and names are as they were: nobody can edit a removed user. Their sessions have ended.
    let mut after = UserRecord {
        status: UserStatus::Active,
        password_hash: known.and_then(|known| known.password_hash),
        ..before.clone()
    };
    let changes = unit.rewrite_user(&before, &mut after).await?;
    let actor = caller.user.full_name();
    unit.notify_within_quota(&after, Event::AccessReturned { actor })
        .await?;
    let target = Some(Target::user(&after));
    unit.audit(Some(&caller.user), "user.removal-undone", target, changes);
    Ok(Outcome::Changed(
        addressed::reply(unit, caller, StatusCode::OK, &after).await?,
    ))
}
