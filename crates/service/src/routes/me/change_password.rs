//! `POST /me/password`: sets a new password, ends one's other sessions and forgets the other devices.

use axum::response::{IntoResponse, Response};
use roster_contract::Problem;
use roster_domain::{NewPassword, PersonalWords};
use roster_store::{devices, password_resets, sessions, users};
use secrecy::{ExposeSecret, SecretString};

use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::fields::{FieldFault, Fields};
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Outcome, Unit};
use crate::mail::notice::Event;
use crate::routes::me::own_password::OwnPassword;

/// Both passwords, judged before the account is locked.
#[derive(Debug)]
struct Judged {
    current: OwnPassword,
    new_hash: String,
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
    let Judged { current, new_hash } = judged?;
    current.hold(unit, caller).await?;
    let mut after = caller.user.clone();
    after.password_hash = Some(new_hash);
    // Written under the account's lock: an edit of the same user cannot bring the old hash back.
    users::update(&mut unit.tx, &after).await?;
    sessions::end_all_of(&mut unit.tx, after.id, Some(caller.session)).await?;
    devices::forget_all_but_that_of(&mut unit.tx, after.id, caller.session).await?;
    password_resets::revoke_open(&mut unit.tx, after.id).await?;
    unit.notify_in_any_case(&after, Event::PasswordChanged).await?;
    let target = Target::user(&after);
    unit.audit(Some(&after), "password.changed", Some(target), Changes::default());
    Ok(Outcome::Changed(Reply::no_content()))
}

async fn judge(command: &Command) -> Result<Judged, Refusal> {
    let app = command.app();
    let (current, new) = read(command.fields(), command.caller())?;
    let current = OwnPassword::prove(command, &current).await?;
    let _place = app.place_in_line()?;
    let new_hash = app.hasher.hash(new.into_secret()).await;
    Ok(Judged { current, new_hash })
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
