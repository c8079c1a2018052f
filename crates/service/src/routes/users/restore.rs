//! `POST /users/ID/restore`: invites a removed user anew.

use axum::http::StatusCode;
use axum::response::Response;
use roster_contract::Problem;
use roster_domain::{Permission, Role, UserStatus, policy};
use roster_store::removals;
use roster_store::users::UserRecord;

use crate::kernel::audit_entry::Target;
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::fields::Fields;
use crate::kernel::path::UserPath;
use crate::kernel::refusal::Refusal;
use crate::kernel::unit::{Outcome, Unit};
use crate::routes::invitations::allowance::Allowance;
use crate::routes::invitations::invite;
use crate::routes::users::addressed::{self, Addressed};

/// The rights to come back with.
#[derive(Debug)]
struct Requested {
    role: Option<Role>,
    permissions: Option<Vec<Permission>>,
}

pub async fn restore(path: UserPath, command: Command) -> Result<Response, Refusal> {
    command.caller().administrate()?;
    let (addressed, fields) = (Addressed::of(&command, path), command.fields());
    Ok(command
        .administrate(move |unit, caller| Box::pin(decide(unit, caller, addressed, fields)))
        .await)
}

async fn decide(unit: &mut Unit, caller: &Caller, addressed: Addressed, fields: Fields) -> Result<Outcome, Refusal> {
    let before = addressed.find(unit, caller).await?;
    let requested = Requested::read(fields)?;
    let rights = policy::restore_user(
        &caller.actor(),
        &before.subject(),
        requested.role,
        requested.permissions.as_deref(),
    )?;
    let mut after = UserRecord {
        status: UserStatus::Pending,
        role: rights.role,
        billing_manager: rights.billing_manager,
        ..before.clone()
    };
    let allowance = Allowance::spend(unit)?;
    removals::forget(&mut unit.tx, after.id).await?;
    let changes = unit.rewrite_user(&before, &mut after).await?;
    invite::invite_again(unit, &after, &caller.user, allowance).await?;
    unit.audit(Some(&caller.user), "user.restored", Some(Target::user(&after)), changes);
    Ok(Outcome::Changed(
        addressed::reply(unit, caller, StatusCode::OK, &after).await?,
    ))
}

impl Requested {
    fn read(mut fields: Fields) -> Result<Self, Problem> {
        let requested = Self {
            role: fields.optional("role"),
            permissions: fields.optional("permissions"),
        };
        fields.finish()?;
        Ok(requested)
    }
}
