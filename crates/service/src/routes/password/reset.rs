//! What the form on the page of a forgotten password does: sets a new one, and ends every session. The form of a link that sets a
//! communication email back does that as well.

use axum::http::request::Parts;
use roster_contract::{Problem, ProblemCode};
use roster_domain::{Counter, NewPassword, PasswordResetToken, PersonalWords};
use roster_store::password_resets;
use roster_store::users::{self, UserRecord};
use roster_store::{Scope, StoreError, attempts, devices, sessions};
use secrecy::{ExposeSecret, SecretString};

use crate::app::App;
use crate::kernel::attempt::Attempt;
use crate::kernel::audit_entry::Target;
use crate::kernel::fields::{FieldFault, Fields};
use crate::kernel::origin::Origin;
use crate::kernel::password_reset::{self, Opened, Purpose};
use crate::kernel::refusal::Refusal;
use crate::kernel::refused::Refused;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Outcome, Unit, UnitRequest};
use crate::mail::notice::Event;

/// Notes that a link was used which opens nothing any more. One that never was is nobody's.
pub async fn note_refused(app: &App, parts: &Parts, purpose: Purpose, token: &str) -> Result<(), StoreError> {
    let Ok(token) = PasswordResetToken::parse(token) else {
        return Ok(());
    };
    let mut tx = app.store.begin_read(Scope::Platform).await?;
    let reset = password_resets::by_token_hash(&mut tx, &token.hash()).await?;
    let user = match reset.filter(|reset| purpose.is_of(reset)) {
        Some(reset) => {
            tx.narrow_to(reset.account_id).await?;
            users::get(&mut tx, reset.account_id, reset.user_id).await?
        }
        None => None,
    };
    tx.commit().await?;
    if let Some(user) = user {
        Refused::of(purpose.actions().1, user).note(app, Origin::of(parts, app));
    }
    Ok(())
}

/// Sets the new password, and the communication email back where the link is for that.
///
/// # Errors
/// A link that is not in force is refused with `not-found`, a password with an error of the field `password`.
pub async fn reset(
    app: &App,
    parts: &Parts,
    purpose: Purpose,
    token: &str,
    password: SecretString,
) -> Result<(), Refusal> {
    let guess = Attempt::from_address(app, parts).await?;
    let Ok(parsed) = PasswordResetToken::parse(token) else {
        return Err(guess.failed(ProblemCode::NotFound).await);
    };
    let _turn = app.turns.take(parsed.hash()).await;
    let attempt = Attempt::of_its_own(app, Counter::of_link(&app.secret_key, &parsed.hash())).await?;
    let Some(opened) = password_reset::open(app, purpose, token).await? else {
        return Err(guess.failed(ProblemCode::NotFound).await);
    };
    let password = match judge(&opened, &password) {
        Ok(password) => password,
        Err(problem) => return Err(attempt.failed(problem).await),
    };
    let place = app.place_in_line()?;
    let hash = app.hasher.hash(password.into_secret()).await;
    drop(place);
    let request = UnitRequest {
        app: app.clone(),
        account: opened.account.id,
        origin: Origin::of(parts, app),
        effect: Effect::Change,
        key: None,
        tx: None,
    };
    let link = (purpose, parsed.hash());
    let reply = request
        .decide(move |unit| Box::pin(async move { decide(unit, &attempt, link, hash).await }))
        .await?;
    reply.problem().map_or(Ok(()), |problem| Err(problem.into()))
}

fn judge(opened: &Opened, password: &SecretString) -> Result<NewPassword, Problem> {
    let words = PersonalWords::of([
        &opened.user.first_name,
        &opened.user.last_name,
        &opened.user.login_email,
        &opened.user.communication_email,
        &opened.account.name,
    ]);
    NewPassword::parse(password.expose_secret(), &words).map_err(|problem| {
        let mut fields = Fields::of(None);
        fields.fault("password", FieldFault::new(problem.code(), problem.message()));
        fields
            .finish()
            .err()
            .unwrap_or_else(|| ProblemCode::InvalidFields.into())
    })
}

async fn decide(
    unit: &mut Unit,
    attempt: &Attempt,
    (purpose, token_hash): (Purpose, [u8; 32]),
    password_hash: String,
) -> Result<Outcome, Refusal> {
    let app = unit.app.clone();
    let found = password_reset::find(&mut unit.tx, &app, purpose, &token_hash).await?;
    let Opened { reset, user, .. } = found.ok_or(ProblemCode::NotFound)?;
    if !password_resets::mark_used(&mut unit.tx, reset.id).await? {
        return Err(ProblemCode::NotFound.into());
    }
    attempt.succeed(&mut unit.tx).await?;
    let mut after = UserRecord {
        password_hash: Some(password_hash),
        communication_email: reset.restores_email.unwrap_or_else(|| user.communication_email.clone()),
        ..user.clone()
    };
    // Written under the account's lock: an edit of the same user cannot bring the old hash back.
    let changes = unit.rewrite_user(&user, &mut after).await?;
    end_what_the_old_password_began(unit, &after).await?;
    unit.notify_in_any_case(&after, Event::PasswordChanged).await?;
    if after.communication_email != user.communication_email {
        // Whoever reads at the address that this one takes the place of may be the one who did not want it.
        let event = Event::EmailChanged {
            actor: None,
            before: user.communication_email.clone(),
            after: after.communication_email.clone(),
            way_back: None,
        };
        unit.queue_notice(&user.communication_email, &after, event).await?;
    }
    let target = Target::user(&after);
    unit.audit(Some(&after), purpose.actions().0, Some(target), changes);
    Ok(Outcome::Changed(Reply::no_content()))
}

/// Sessions, other links, devices that count as known; and what was counted against the login, so that its owner is in.
async fn end_what_the_old_password_began(unit: &mut Unit, user: &UserRecord) -> Result<(), StoreError> {
    sessions::end_all_of(&mut unit.tx, user.id, None).await?;
    password_resets::revoke_open(&mut unit.tx, user.id).await?;
    devices::forget_all_of(&mut unit.tx, user.id).await?;
    let counter = Counter::of_login(&unit.app.secret_key, &user.login_email);
    attempts::forget(&mut unit.tx, &counter).await
}
