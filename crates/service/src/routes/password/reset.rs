//! What the form on the page of a forgotten password does: sets a new one, and ends every session.

use axum::http::request::Parts;
use roster_contract::{Problem, ProblemCode};
use roster_domain::{Counter, NewPassword, PasswordResetToken, PersonalWords, UserStatus, may_reset};
use roster_store::accounts::AccountRecord;
use roster_store::password_resets::{self, PasswordReset};
use roster_store::users::{self, UserRecord};
use roster_store::{Scope, StoreError, Tx, accounts, attempts, devices, sessions};
use secrecy::{ExposeSecret, SecretString};

use crate::app::App;
use crate::kernel::attempt::Attempt;
use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::fields::{FieldFault, Fields};
use crate::kernel::origin::Origin;
use crate::kernel::refusal::Refusal;
use crate::kernel::refused::Refused;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Outcome, Unit, UnitRequest};
use crate::mail::notice::Event;

/// What a link in force opens.
#[derive(Debug, Clone)]
pub struct Forgetful {
    reset: PasswordReset,
    pub user: UserRecord,
    pub account: AccountRecord,
}

/// Looks a link up. `None` when it opens nothing (any more). Nothing is used up by looking.
pub async fn open(app: &App, token: &str) -> Result<Option<Forgetful>, StoreError> {
    let Ok(token) = PasswordResetToken::parse(token) else {
        return Ok(None);
    };
    let mut tx = app.store.begin_read(Scope::Platform).await?;
    let found = find(&mut tx, app, &token.hash()).await?;
    tx.commit().await?;
    Ok(found)
}

/// Notes that a link was used which opens nothing any more. One that never was is nobody's.
pub async fn note_refused(app: &App, parts: &Parts, token: &str) -> Result<(), StoreError> {
    let Ok(token) = PasswordResetToken::parse(token) else {
        return Ok(());
    };
    let mut tx = app.store.begin_read(Scope::Platform).await?;
    let reset = password_resets::by_token_hash(&mut tx, &token.hash()).await?;
    let user = match reset {
        Some(reset) => {
            tx.narrow_to(reset.account_id).await?;
            users::get(&mut tx, reset.account_id, reset.user_id).await?
        }
        None => None,
    };
    tx.commit().await?;
    if let Some(user) = user {
        Refused::of("password.reset-refused", user).note(app, Origin::of(parts, app));
    }
    Ok(())
}

async fn find(tx: &mut Tx, app: &App, token_hash: &[u8; 32]) -> Result<Option<Forgetful>, StoreError> {
    let reset = password_resets::by_token_hash(tx, token_hash).await?;
    let reset = reset.filter(|reset| may_reset(reset.state, reset.expires_at.timestamp(), app.now()));
    let Some(reset) = reset else { return Ok(None) };
    tx.narrow_to(reset.account_id).await?;
    let user = users::get(tx, reset.account_id, reset.user_id).await?;
    let user = user.filter(|user| user.status == UserStatus::Active);
    let account = accounts::get(tx, reset.account_id).await?;
    Ok(user
        .zip(account)
        .map(|(user, account)| Forgetful { reset, user, account }))
}

/// Sets the new password. A link that is not in force is refused with `not-found`, a password with an error of the field
/// `password`.
pub async fn reset(app: &App, parts: &Parts, token: &str, password: SecretString) -> Result<(), Refusal> {
    let guess = Attempt::from_address(app, parts).await?;
    let Ok(parsed) = PasswordResetToken::parse(token) else {
        return Err(guess.failed(ProblemCode::NotFound).await);
    };
    let _turn = app.turns.take(parsed.hash()).await;
    let attempt = Attempt::of_its_own(app, Counter::of_link(&app.secret_key, &parsed.hash())).await?;
    let Some(forgetful) = open(app, token).await? else {
        return Err(guess.failed(ProblemCode::NotFound).await);
    };
    let password = match judge(&forgetful, &password) {
        Ok(password) => password,
        Err(problem) => return Err(attempt.failed(problem).await),
    };
    let place = app.place_in_line()?;
    let hash = app.hasher.hash(password.into_secret()).await;
    drop(place);
    let request = UnitRequest {
        app: app.clone(),
        account: forgetful.account.id,
        origin: Origin::of(parts, app),
        effect: Effect::Change,
        key: None,
        tx: None,
    };
    let token_hash = parsed.hash();
    let reply = request
        .decide(move |unit| Box::pin(async move { decide(unit, &attempt, &token_hash, hash).await }))
        .await?;
    reply.problem().map_or(Ok(()), |problem| Err(problem.into()))
}

fn judge(forgetful: &Forgetful, password: &SecretString) -> Result<NewPassword, Problem> {
    let words = PersonalWords::of([
        &forgetful.user.first_name,
        &forgetful.user.last_name,
        &forgetful.user.login_email,
        &forgetful.user.communication_email,
        &forgetful.account.name,
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
    token_hash: &[u8; 32],
    password_hash: String,
) -> Result<Outcome, Refusal> {
    let app = unit.app.clone();
    let found = find(&mut unit.tx, &app, token_hash).await?;
    let Forgetful { reset, user, .. } = found.ok_or(ProblemCode::NotFound)?;
    if !password_resets::mark_used(&mut unit.tx, reset.id).await? {
        return Err(ProblemCode::NotFound.into());
    }
    attempt.succeed(&mut unit.tx).await?;
    let after = UserRecord {
        password_hash: Some(password_hash),
        ..user
    };
    // Written under the account's lock: an edit of the same user cannot bring the old hash back.
    users::update(&mut unit.tx, &after).await?;
    end_what_the_old_password_began(unit, &after).await?;
    unit.notify(&after, Event::PasswordChanged).await?;
    let target = Target::user(&after);
    unit.audit(Some(&after), "password.reset", Some(target), Changes::default());
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
