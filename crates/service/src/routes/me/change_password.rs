//! `POST /me/password`: sets a new password and ends one's other sessions.

use axum::response::{IntoResponse, Response};
use roster_contract::{Problem, ProblemCode};
use roster_domain::{Counter, NewPassword, PersonalWords};
use roster_store::{password_resets, sessions, users};
use secrecy::{ExposeSecret, SecretString};

use crate::kernel::attempt::Attempt;
use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::caller::Caller;
use crate::kernel::fields::{FieldFault, Fields};
use crate::kernel::origin::Origin;
use crate::kernel::refusal::Refusal;
use crate::kernel::refused::Refused;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Command, Effect, Outcome, Unit};
use crate::mail::notice::Event;
use crate::password_hasher::Verified;
use crate::routes::sessions::proof;

/// Both passwords, judged before the account is locked: hashing takes long.
#[derive(Debug)]
struct Judged {
    /// The hash that the current password was held against.
    old_hash: Option<String>,
    new_hash: String,
    attempt: Attempt,
}

pub async fn change_password(mut command: Command) -> Result<Response, Refusal> {
    command.require_body()?;
    if let Some(reply) = command.kept_reply().await? {
        return Ok(reply.into_response());
    }
    let judged = judge(&command).await;
    Ok(command
        .write(Effect::Change, move |unit, caller| {
            Box::pin(decide(unit, caller, judged))
        })
        .await)
}

async fn decide(unit: &mut Unit, caller: &Caller, judged: Result<Judged, Refusal>) -> Result<Outcome, Refusal> {
    let Judged {
        old_hash,
        new_hash,
        attempt,
    } = judged?;
    attempt.succeed(&mut unit.tx).await?;
    if caller.user.password_hash != old_hash {
        return Err(ProblemCode::WrongPassword.into());
    }
    let mut after = caller.user.clone();
    after.password_hash = Some(new_hash);
    // Written under the account's lock: an edit of the same user cannot bring the old hash back.
    users::update(&mut unit.tx, &after).await?;
    sessions::end_all_of(&mut unit.tx, after.id, Some(caller.session)).await?;
    password_resets::revoke_open(&mut unit.tx, after.id).await?;
    unit.notify(&after, Event::PasswordChanged).await?;
    let target = Target::user(&after);
    unit.audit(Some(&after), "password.changed", Some(target), Changes::default());
    Ok(Outcome::Changed(Reply::no_content()))
}

async fn judge(command: &Command) -> Result<Judged, Refusal> {
    let (app, caller) = (command.app(), command.caller());
    let (current, new) = read(command.fields(), caller)?;
    let counter = Counter::of_session(&app.secret_key, caller.session);
    let attempt = Attempt::of(app, command.parts(), counter).await?;
    let _place = app.place_in_line()?;
    let old_hash = caller.user.password_hash.clone();
    match proof::verify(app, &current, old_hash.clone()).await {
        Verified::Wrong => {
            note_refused(command);
            Err(attempt.failed(ProblemCode::WrongPassword).await)
        }
        Verified::Right | Verified::RightButOutdated => Ok(Judged {
            old_hash,
            new_hash: app.hasher.hash(new.into_secret()).await,
            attempt,
        }),
    }
}

/// In a stolen session somebody may be guessing.
fn note_refused(command: &Command) {
    let (app, user) = (command.app(), &command.caller().user);
    let refused = Refused {
        actor: Some(user.clone()),
        ..Refused::of("password.refused", user.clone())
    };
    refused.note(app, Origin::of(command.parts(), app));
}

fn read(mut fields: Fields, caller: &Caller) -> Result<(SecretString, NewPassword), Problem> {
    let current = fields.required::<SecretString>("currentPassword");
    let new = fields.required::<SecretString>("newPassword");
    let words = PersonalWords::of([
        &caller.user.first_name,
        &caller.user.last_name,
        &caller.user.login_email,
        &caller.user.communication_email,
        &caller.account.name,
    ]);
    let parsed = new.map(|new| NewPassword::parse(new.expose_secret(), &words));
    if let Some(Err(problem)) = &parsed {
        fields.fault("newPassword", FieldFault::new(problem.code(), problem.message()));
    }
    fields.finish()?;
    let both = current.zip(parsed.and_then(Result::ok));
    Ok(both.expect("a field without a fault was read"))
}
