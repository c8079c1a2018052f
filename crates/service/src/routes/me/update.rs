//! `PATCH /me`: edits one's own names, communication email and language.

use axum::response::Response;
use roster_contract::{Problem, ProblemCode};
use roster_domain::{CommunicationEmail, Language, PersonName};
use roster_store::users::UserRecord;

use crate::kernel::audit_entry::Target;
use crate::kernel::caller::Caller;
use crate::kernel::fields::{FieldFault, Fields};
use crate::kernel::refusal::Refusal;
use crate::kernel::unit::{Command, Effect, Outcome, Unit};

/// What is to change; what is absent stays as it is.
#[derive(Debug)]
struct Edit {
    first_name: Option<PersonName>,
    last_name: Option<PersonName>,
    communication_email: Option<CommunicationEmail>,
    language: Option<Language>,
}

pub async fn update(command: Command) -> Result<Response, Refusal> {
    command.require_body()?;
    let fields = command.fields();
    Ok(command
        .write(Effect::Change, move |unit, caller| {
            Box::pin(decide(unit, caller, fields))
        })
        .await)
}

async fn decide(unit: &mut Unit, caller: &Caller, fields: Fields) -> Result<Outcome, Refusal> {
    let before = &caller.user;
    let mut after = Edit::read(fields)?.applied_to(before);
    let changes = unit.rewrite_user(before, &mut after).await?;
    let reply = super::reply(&after, &caller.account, unit.now);
    if changes.is_empty() {
        return Ok(Outcome::Unchanged(reply));
    }
    unit.notify_of_edit(before, &after, before).await?;
    unit.audit(Some(before), "user.updated", Some(Target::user(&after)), changes);
    Ok(Outcome::Changed(reply))
}

impl Edit {
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

    fn applied_to(self, before: &UserRecord) -> UserRecord {
        let mut after = before.clone();
        if let Some(name) = self.first_name {
            after.first_name = name.into_string();
        }
        if let Some(name) = self.last_name {
            after.last_name = name.into_string();
        }
        if let Some(email) = self.communication_email {
            email.as_str().clone_into(&mut after.communication_email);
        }
        after.language = self.language.unwrap_or(before.language);
        after
    }
}
