//! `POST /users/ID/invitation/resend`: a new link and a new term, by mail.

use axum::http::StatusCode;
use axum::response::Response;
use roster_domain::policy;
use roster_store::{invitations, users};

use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::fields::Fields;
use crate::kernel::path::UserPath;
use crate::kernel::refusal::Refusal;
use crate::kernel::unit::{Outcome, Unit};
use crate::routes::invitations::allowance::Allowance;
use crate::routes::invitations::invite;
use crate::routes::users::addressed::{self, Addressed};

pub async fn resend(path: UserPath, command: Command) -> Result<Response, Refusal> {
    command.caller().administrate()?;
    let (addressed, fields) = (Addressed::of(&command, path), command.fields());
    Ok(command
        .administrate(move |unit, caller| Box::pin(decide(unit, caller, addressed, fields)))
        .await)
}

async fn decide(unit: &mut Unit, caller: &Caller, addressed: Addressed, fields: Fields) -> Result<Outcome, Refusal> {
    let record = addressed.find(unit, caller).await?;
    fields.finish()?;
    policy::resend_invitation(&caller.actor(), &record.subject())?;
    let allowance = Allowance::spend(unit)?;
    let former = invitations::open_of(&mut unit.tx, record.id).await?;
    let new = invite::invite_again(unit, &record, &caller.user, allowance).await?;
    users::touch(&mut unit.tx, record.id, unit.revision).await?;
    unit.audit(
        Some(&caller.user),
        "invitation.resent",
        Some(Target::user(&record)),
        Changes::of_invitation(former.as_ref(), &new),
    );
    Ok(Outcome::Changed(
        addressed::reply(unit, caller, StatusCode::OK, &record).await?,
    ))
}
