//! `POST /password/forgotten`, and the form on its page: asks for a link with which to set a new password.

use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use roster_contract::Problem;
use roster_domain::{Counter, LoginEmail, PASSWORD_RESET_TTL, PasswordResetId, PasswordResetToken, UserStatus};
use roster_store::password_resets::{self, NewPasswordReset};
use roster_store::users::{self, UserRecord};
use roster_store::{Scope, StoreError, attempts};

use crate::app::App;
use crate::kernel::attempt::Attempt;
use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::fields::{FieldFault, Fields};
use crate::kernel::guest_command::GuestCommand;
use crate::kernel::origin::Origin;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Outcome, Unit, UnitRequest};
use crate::mail::notice::Event;

/// How many links a user is sent within [`WITHIN`], so that nobody can fill their mailbox.
const MOST: i64 = 3;
const WITHIN: SignedDuration = SignedDuration::from_hours(1);

pub async fn forgotten(mut command: GuestCommand) -> Result<Response, Refusal> {
    let login_email = read(command.fields()?)?;
    command.shows(&Counter::of_login(&command.app.secret_key, &login_email));
    let reply = Reply::empty(StatusCode::ACCEPTED);
    if command.keep_ahead(&reply).await?.is_some() {
        ask(&command.app, command.parts(), login_email).await?;
    }
    Ok(reply.into_response())
}

/// Has a link sent, if there is a user with this login email. That is decided in a task of its own, so that neither the reply nor its time
/// tells whether there is one.
pub async fn ask(app: &App, parts: &Parts, login_email: String) -> Result<(), Refusal> {
    Attempt::from_address(app, parts).await?.made().await?;
    let (app, origin) = (app.clone(), Origin::of(parts, app));
    let pending = app.pending_notes.begin();
    tokio::spawn(async move {
        if let Err(refusal) = send(&app, origin, &login_email).await {
            let problem = refusal.into_problem().code;
            tracing::warn!(?problem, "the link of a forgotten password was not sent");
        }
        drop(pending);
    });
    Ok(())
}

fn read(mut fields: Fields) -> Result<String, Problem> {
    let login_email = fields.required::<String>("loginEmail");
    if login_email.as_ref().is_some_and(|text| text.trim().is_empty()) {
        fields.fault("loginEmail", FieldFault::new("required", "Enter your login email."));
    }
    fields.finish()?;
    Ok(login_email.expect("a field without a fault was read"))
}

async fn send(app: &App, origin: Origin, login_email: &str) -> Result<(), Refusal> {
    let Some(user) = find(app, login_email).await? else {
        return Ok(());
    };
    let request = UnitRequest {
        app: app.clone(),
        account: user.account_id,
        origin,
        effect: Effect::SessionOnly,
        key: None,
        tx: None,
    };
    request
        .decide(move |unit| Box::pin(async move { queue(unit, user).await }))
        .await
        .map(drop)
}

/// The user with this login email. `None` if there is none, or the text is no address.
async fn find(app: &App, login_email: &str) -> Result<Option<UserRecord>, Refusal> {
    let Some(key) = LoginEmail::presented_key(login_email) else {
        return Ok(None);
    };
    let mut tx = app.store.begin_read(Scope::Platform).await?;
    let user = users::by_login_email_key(&mut tx, key.as_str()).await?;
    tx.commit().await?;
    Ok(user)
}

async fn queue(unit: &mut Unit, user: UserRecord) -> Result<Outcome, Refusal> {
    // Read again now that the account is locked: they may have been removed, or have another communication email, since.
    let user = users::get(&mut unit.tx, unit.account, user.id).await?.unwrap_or(user);
    let action = match user.status {
        UserStatus::Active => "password.forgotten",
        UserStatus::Pending | UserStatus::Removed => "password.forgotten-refused",
    };
    let is_first = is_first_of_the_hour(unit, &user).await?;
    if is_first {
        unit.audit(None, action, Some(Target::user(&user)), Changes::default());
    }
    let is_sent = user.status == UserStatus::Active && queue_link(unit, &user).await?;
    let reply = Reply::no_content();
    Ok(if is_first || is_sent {
        Outcome::Changed(reply)
    } else {
        Outcome::Unchanged(reply)
    })
}

/// Whether this is the first request for the user within an hour. Only that one is written to the audit log, so that repeated requests do
/// not fill it.
async fn is_first_of_the_hour(unit: &mut Unit, user: &UserRecord) -> Result<bool, StoreError> {
    let counter = Counter::of_forgotten_password(&unit.app.secret_key, user.id);
    let noted = attempts::lock(&mut unit.tx, &counter).await?;
    if noted.is_some_and(|noted| counter.throttle.wait(&noted, unit.now).is_some()) {
        return Ok(false);
    }
    attempts::count_failure(&mut unit.tx, &counter, unit.now).await?;
    Ok(true)
}

/// Queues the mail with a link, unless [`MOST`] were sent already. Returns whether it did.
async fn queue_link(unit: &mut Unit, user: &UserRecord) -> Result<bool, StoreError> {
    let made = password_resets::count_since(&mut unit.tx, user.id, unit.now - WITHIN).await?;
    let is_sent = made < MOST;
    if is_sent {
        let id = PasswordResetId::generate(&*unit.app.clock, &*unit.app.random);
        let reset = NewPasswordReset {
            id,
            account: unit.account,
            user: user.id,
            token_hash: PasswordResetToken::derive(&unit.app.secret_key, id).hash(),
            restores_email: None,
            created_at: unit.now,
            expires_at: unit.now + PASSWORD_RESET_TTL,
        };
        password_resets::insert(&mut unit.tx, &reset).await?;
        let until = reset.expires_at;
        unit.notify_in_any_case(user, Event::PasswordForgotten { reset: id, until })
            .await?;
    }
    Ok(is_sent)
}
