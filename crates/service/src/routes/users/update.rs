//! `PATCH /users/ID`: edits a user's information, role and permissions.

use axum::http::StatusCode;
use axum::response::Response;
use roster_contract::{Problem, ProblemCode};
use roster_domain::{CommunicationEmail, Language, PersonName, Rights, RightsEdit, UserStatus, policy};
use roster_store::guardians;
use roster_store::users::UserRecord;

use crate::kernel::audit_entry::Target;
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::fields::{FieldFault, Fields};
use crate::kernel::path::UserPath;
use crate::kernel::refusal::Refusal;
use crate::kernel::unit::{Outcome, Unit};
use crate::routes::invitations::allowance::Allowance;
use crate::routes::invitations::invite;
use crate::routes::users::addressed::{self, Addressed};

/// What is to change; what is absent stays as it is.
#[derive(Debug)]
struct Edit {
    first_name: Option<PersonName>,
    last_name: Option<PersonName>,
    communication_email: Option<CommunicationEmail>,
    language: Option<Language>,
    rights: RightsEdit,
}

pub async fn update(path: UserPath, command: Command) -> Result<Response, Refusal> {
    command.caller().administrate()?;
    command.require_body()?;
    let (addressed, fields) = (Addressed::of(&command, path), command.fields());
    Ok(command
        .administrate(move |unit, caller| Box::pin(decide(unit, caller, addressed, fields)))
        .await)
}

async fn decide(unit: &mut Unit, caller: &Caller, addressed: Addressed, fields: Fields) -> Result<Outcome, Refusal> {
    let before = addressed.find_to_edit(unit, caller).await?;
    let edit = Edit::read(fields)?;
    let rights = policy::edit_rights(&caller.actor(), &before.subject(), &edit.rights)?;
    let mut after = edit.applied_to(&before, rights);
    if after.communication_email != before.communication_email {
        policy::edit_communication_email(&caller.actor(), &before.subject())?;
    }
    let guarded = guardians::count(&mut unit.tx, unit.account).await?;
    let changes = unit.rewrite_user(&before, &mut after).await?;
    if changes.is_empty() {
        return Ok(Outcome::Unchanged(
            addressed::reply(unit, caller, StatusCode::OK, &before).await?,
        ));
    }
    policy::keep_guardians(guarded, guardians::count(&mut unit.tx, unit.account).await?)?;
    if after.status == UserStatus::Pending && after.communication_email != before.communication_email {
        let allowance = Allowance::spend(unit)?;
        invite::invite_again(unit, &after, &caller.user, allowance).await?;
    }
    unit.notify_of_edit(&before, &after, &caller.user).await?;
    unit.audit(Some(&caller.user), "user.updated", Some(Target::user(&after)), changes);
    Ok(Outcome::Changed(
        addressed::reply(unit, caller, StatusCode::OK, &after).await?,
    ))
}

impl Edit {
    /// Reads the fields of a request, or says what is wrong with each.
    fn read(mut fields: Fields) -> Result<Self, Problem> {
        let immutable = fields.take("loginEmail").is_some();
        if immutable {
            let code = ProblemCode::LoginEmailImmutable;
            fields.fault("loginEmail", FieldFault::new(code.as_str(), code.detail()));
        }
        let edit = Self {
            first_name: fields.optional("firstName"),
            last_name: fields.optional("lastName"),
            communication_email: fields.optional("communicationEmail"),
            language: fields.optional("language"),
            rights: RightsEdit {
                role: fields.optional("role"),
                permissions: fields.optional("permissions"),
            },
        };
        match fields.finish() {
            Ok(()) => Ok(edit),
            Err(Problem { errors, .. }) if immutable => Err(Problem {
                errors,
                ..Problem::new(ProblemCode::LoginEmailImmutable)
            }),
            Err(problem) => Err(problem),
        }
    }

    fn applied_to(self, before: &UserRecord, rights: Rights) -> UserRecord {
        let unless_given = |given: Option<String>, before: &String| given.unwrap_or_else(|| before.clone());
        UserRecord {
            first_name: unless_given(self.first_name.map(PersonName::into_string), &before.first_name),
            last_name: unless_given(self.last_name.map(PersonName::into_string), &before.last_name),
            communication_email: unless_given(
                self.communication_email.map(|email| email.as_str().to_owned()),
                &before.communication_email,
            ),
            language: self.language.unwrap_or(before.language),
            role: rights.role,
            billing_manager: rights.billing_manager,
            ..before.clone()
        }
    }
}
