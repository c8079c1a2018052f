//! `POST /sessions`: signs in.

use axum::http::StatusCode;
use axum::response::Response;
use roster_contract::{Problem, ProblemCode};
use roster_domain::{BearerToken, PersonName, UserStatus};
use roster_store::{passwords, users};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::fields::{FieldFault, Fields};
use crate::kernel::origin::Origin;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, GuestCommand, Outcome, Unit};
use crate::routes::sessions::open::{self, Device};
use crate::routes::sessions::proof::{self, Proof, Proven};
use crate::routes::sessions::refused;

struct Credentials {
    login_email: String,
    password: SecretString,
    device: Device,
}

pub async fn create(command: GuestCommand) -> Result<Response, Refusal> {
    let Credentials {
        login_email,
        password,
        device,
    } = Credentials::read(command.fields()?)?;
    match proof::prove(&command.app, &login_email, &password).await? {
        Proof::Right(proven) => {
            let account = proven.account;
            Ok(command
                .write(account, Effect::SessionOnly, move |unit| {
                    Box::pin(sign_in(unit, proven, device))
                })
                .await)
        }
        Proof::Wrong(known) => {
            if let Some(user) = known {
                refused::note(&command.app, *user, Origin::of(command.parts()));
            }
            Err(ProblemCode::InvalidCredentials.into())
        }
    }
}

async fn sign_in(unit: &mut Unit, proven: Proven, device: Device) -> Result<Outcome, Refusal> {
    let found = users::get(&mut unit.tx, unit.account, proven.user).await?;
    let user = found.ok_or(ProblemCode::InvalidCredentials)?;
    let changes = Changes::default().field("deviceName", None, device.name.as_ref().map(|name| json!(name)));
    // Writing to the log locks the account. Only then is it certain that nobody who removes the user, or changes their
    // password, ends their sessions before this one is there to be ended.
    unit.audit(Some(&user), "session.created", Some(Target::user(&user)), changes)
        .await?;
    let found = users::get(&mut unit.tx, unit.account, proven.user).await?;
    let unchanged =
        found.filter(|user| user.status == UserStatus::Active && user.password_hash.as_ref() == Some(&proven.hash));
    let user = unchanged.ok_or(ProblemCode::InvalidCredentials)?;
    if let Some(stronger) = &proven.stronger {
        passwords::strengthen(&mut unit.tx, user.id, &proven.hash, stronger).await?;
    }
    let signed_in = open::open(unit, &user, device).await?;
    Ok(Outcome::Changed(Reply::json(StatusCode::CREATED, &signed_in)))
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
