//! `POST /sessions`: signs in.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use roster_contract::{Problem, ProblemCode};
use roster_domain::{BearerToken, Counter, PersonName, UserStatus};
use roster_store::users::{self, UserRecord};
use roster_store::{Scope, passwords};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use crate::kernel::attempt::Attempt;
use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::fields::{FieldFault, Fields};
use crate::kernel::guest_command::GuestCommand;
use crate::kernel::origin::Origin;
use crate::kernel::refusal::Refusal;
use crate::kernel::refused::Refused;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Outcome, Unit};
use crate::routes::sessions::new_device;
use crate::routes::sessions::open::{self, Device};
use crate::routes::sessions::proof::{self, Proof, Proven};

struct Credentials {
    login_email: String,
    password: SecretString,
    device: Device,
}

pub async fn create(mut command: GuestCommand) -> Result<Response, Refusal> {
    let Credentials {
        login_email,
        password,
        device,
    } = Credentials::read(command.fields()?)?;
    command.shows(&Counter::of_login(&command.app.secret_key, &login_email));
    if let Some(reply) = command.kept_reply().await? {
        return Ok(reply.into_response());
    }
    let Known {
        device: known,
        attempt,
        user,
    } = Known::of(&command, &login_email, &device).await?;
    let place = command.app.place_in_line()?;
    let proof = proof::prove(&command.app, user, &password).await?;
    drop(place);
    match proof {
        Proof::Right(proven) => {
            let account = proven.account;
            Ok(command
                .write(account, Effect::SessionOnly, move |unit| {
                    Box::pin(sign_in(unit, proven, device, known.is_some(), attempt))
                })
                .await)
        }
        Proof::Wrong(known) => {
            if let Some(user) = known {
                let origin = Origin::of(command.parts(), &command.app);
                Refused::of("session.refused", *user).note(&command.app, origin);
            }
            Err(attempt.failed(ProblemCode::InvalidCredentials).await)
        }
    }
}

/// What is known ahead of the password.
struct Known {
    /// The hash of the device's token, if this login was given it before.
    device: Option<[u8; 32]>,
    attempt: Attempt,
    /// Whose login it is.
    user: Option<UserRecord>,
}

impl Known {
    async fn of(command: &GuestCommand, login_email: &str, device: &Device) -> Result<Self, Refusal> {
        let app = &command.app;
        let token_hash = device.token.as_ref().map(BearerToken::hash);
        let mut tx = app.store.begin_read(Scope::Platform).await?;
        let found = proof::find(&mut tx, login_email, token_hash.as_ref()).await?;
        let device = token_hash.filter(|_| found.as_ref().is_some_and(|(_, knows_device)| *knows_device));
        // A device that the login knows is counted by itself: it goes on, whoever else is guessing at that login or from that
        // address.
        let attempt = if let Some(token_hash) = device {
            Attempt::within(&mut tx, app, Counter::of_device(&app.secret_key, &token_hash), None).await?
        } else {
            let counter = Counter::of_login(&app.secret_key, login_email);
            Attempt::within(&mut tx, app, counter, Some(command.parts())).await?
        };
        tx.commit().await?;
        let user = found.map(|(user, _)| user);
        Ok(Self { device, attempt, user })
    }
}

async fn sign_in(
    unit: &mut Unit,
    proven: Proven,
    device: Device,
    is_known: bool,
    attempt: Attempt,
) -> Result<Outcome, Refusal> {
    attempt.succeed(&mut unit.tx).await?;
    // The account is held: nobody who removes the user, or changes their password, ends their sessions before this one is there
    // to be ended.
    let found = users::get(&mut unit.tx, unit.account, proven.user).await?;
    let unchanged =
        found.filter(|user| user.status == UserStatus::Active && user.password_hash.as_ref() == Some(&proven.hash));
    let user = unchanged.ok_or(ProblemCode::InvalidCredentials)?;
    if let Some(stronger) = &proven.stronger {
        passwords::strengthen(&mut unit.tx, user.id, &proven.hash, stronger).await?;
    }
    if !is_known {
        new_device::tell(unit, &user, &device).await?;
    }
    let changes = Changes::default().field("deviceName", None, device.name.as_ref().map(|name| json!(name)));
    unit.audit(Some(&user), "session.created", Some(Target::user(&user)), changes);
    let signed_in = open::open(unit, &user, device).await?;
    Ok(Outcome::Changed(
        Reply::json(StatusCode::CREATED, &signed_in).with_secret(),
    ))
}

impl Credentials {
    fn read(mut fields: Fields) -> Result<Self, Problem> {
        let login_email = fields.required::<String>("loginEmail");
        let password = fields.required::<SecretString>("password");
        let name = fields.nullable::<PersonName>("deviceName").map(PersonName::into_string);
        // A token that is no token is one that nobody knows: the device is a new one.
        let token = fields
            .nullable::<String>("deviceToken")
            .and_then(|token| BearerToken::parse(&token).ok());
        let blank = |code: &str, message: &str| FieldFault::new(code, message);
        if login_email.as_ref().is_some_and(|text| text.trim().is_empty()) {
            fields.fault("loginEmail", blank("required", "Enter your login email."));
        }
        if password.as_ref().is_some_and(|text| text.expose_secret().is_empty()) {
            fields.fault("password", blank("required", "Enter your password."));
        }
        fields.finish()?;
        let whole = || {
            Some(Self {
                login_email: login_email?,
                password: password?,
                device: Device { name, token },
            })
        };
        Ok(whole().expect("a field without a fault was read"))
    }
}
