//! `PATCH /me`: edits one's own names, communication email and language. Another communication email takes one's password: the link
//! for a new one is sent there.

use axum::response::{IntoResponse, Response};
use roster_contract::{Problem, ProblemCode};
use roster_domain::{CommunicationEmail, Language, PersonName};
use roster_store::users::UserRecord;
use secrecy::SecretString;

use crate::kernel::audit_entry::Target;
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::fields::{FieldFault, Fields};
use crate::kernel::refusal::Refusal;
use crate::kernel::unit::{Effect, Outcome, Unit};
use crate::routes::me::own_password::OwnPassword;

/// What is to change; what is absent stays as it is.
#[derive(Debug)]
struct Edit {
    first_name: Option<PersonName>,
    last_name: Option<PersonName>,
    communication_email: Option<CommunicationEmail>,
    language: Option<Language>,
    current_password: Option<SecretString>,
}

/// The edit and, where one is needed, the password that came with it, judged before the account is locked.
#[derive(Debug)]
struct Judged {
    edit: Edit,
    password: Option<OwnPassword>,
}

pub async fn update(mut command: Command) -> Result<Response, Refusal> {
    command.require_body()?;
    let edit = Edit::read(command.fields(), &command.caller().user);
    let judged = match edit {
        Ok(edit) if edit.writes_elsewhere(&command.caller().user) => {
            if let Some(reply) = command.kept_reply().await? {
                return Ok(reply.into_response());
            }
            edit.judge(&command).await
        }
        Ok(edit) => Ok(Judged { edit, password: None }),
        Err(problem) => Err(problem.into()),
    };
    Ok(command
        .write(Effect::Change, move |unit, caller| {
            Box::pin(decide(unit, caller, judged))
        })
        .await)
}

async fn decide(unit: &mut Unit, caller: &Caller, judged: Result<Judged, Refusal>) -> Result<Outcome, Refusal> {
    let before = &caller.user;
    let Judged { edit, password } = judged?;
    if edit.writes_elsewhere(before) {
        // The address may have been the same until a moment ago.
        let password = password.ok_or_else(password_required)?;
        password.hold(unit, caller).await?;
    }
    let mut after = edit.applied_to(before);
    let changes = unit.rewrite_user(before, &mut after).await?;
    let reply = super::reply(&after, &caller.account, unit.now);
    if changes.is_empty() {
        return Ok(Outcome::Unchanged(reply));
    }
    unit.notify_of_edit(before, &after, before).await?;
    unit.audit(Some(before), "user.updated", Some(Target::user(&after)), changes);
    Ok(Outcome::Changed(reply))
}

/// What `currentPassword` lacks.
fn fault_of_no_password() -> FieldFault {
    FieldFault::new(
        "required",
        "Enter your password: it is asked for whenever your communication email changes.",
    )
}

fn password_required() -> Problem {
    let mut fields = Fields::of(None);
    fields.fault("currentPassword", fault_of_no_password());
    fields
        .finish()
        .err()
        .unwrap_or_else(|| ProblemCode::InvalidFields.into())
}

impl Edit {
    fn read(mut fields: Fields, user: &UserRecord) -> Result<Self, Problem> {
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
            current_password: None,
        };
        let is_given = fields.has("currentPassword");
        let edit = Self {
            current_password: fields.optional("currentPassword"),
            ..edit
        };
        if !is_given && edit.writes_elsewhere(user) {
            fields.fault("currentPassword", fault_of_no_password());
        }
        match fields.finish() {
            Ok(()) => Ok(edit),
            Err(Problem { errors, .. }) if immutable => Err(Problem {
                errors,
                ..Problem::new(ProblemCode::LoginEmailImmutable)
            }),
            Err(problem) => Err(problem),
        }
    }

    /// Whether its author would be written to at another address from now on.
    fn writes_elsewhere(&self, user: &UserRecord) -> bool {
        self.communication_email
            .as_ref()
            .is_some_and(|email| email.as_str() != user.communication_email)
    }

    async fn judge(mut self, command: &Command) -> Result<Judged, Refusal> {
        let typed = self.current_password.take().ok_or_else(password_required)?;
        let password = OwnPassword::prove(command, &typed).await?;
        Ok(Judged {
            edit: self,
            password: Some(password),
        })
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
