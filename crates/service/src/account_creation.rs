//! Makes a new account with its first administrator, who is also its first billing manager.

use roster_contract::ProblemCode;
use roster_domain::{
    AccountId, AccountName, CommunicationEmail, InvitationId, Language, LoginEmail, NewPassword, PersonName, Rights,
    Role, UserId, UserStatus,
};
use roster_store::users::{self, Inserted, NewUser};
use roster_store::{Scope, accounts};
use secrecy::ExposeSecret;
use serde_json::json;

use crate::app::App;
use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::origin::Origin;
use crate::kernel::refusal::Refusal;
use crate::kernel::unit::{Effect, Unit};
use crate::routes::invitations::invite::{self, Invite};

/// An account as asked for, each value in itself right.
#[derive(Debug)]
pub struct NewAccount {
    pub name: AccountName,
    pub first_name: PersonName,
    pub last_name: PersonName,
    pub login_email: LoginEmail,
    pub communication_email: CommunicationEmail,
    pub language: Language,
    /// With a password, the administrator is active at once; without, invited.
    pub password: Option<NewPassword>,
}

/// The account that was made.
#[derive(Debug, Clone, Copy)]
pub struct CreatedAccount {
    pub account: AccountId,
    pub user: UserId,
    pub invitation: Option<InvitationId>,
}

/// Writes account, administrator, invitation and audit events in one transaction.
pub async fn create_account(app: &App, origin: Origin, new: NewAccount) -> Result<CreatedAccount, Refusal> {
    let password_hash = match &new.password {
        Some(password) => Some(app.hasher.hash(password.secret().expose_secret().into()).await),
        None => None,
    };
    let now = app.now();
    let account = AccountId::generate(&*app.clock, &*app.random);
    let mut tx = app.store.begin_write(Scope::Account(account)).await?;
    accounts::insert(&mut tx, account, &new.name, new.language, now).await?;
    let held = accounts::hold(&mut tx, account, &app.revision_mark()).await?;
    let mut unit = Unit::begin(app.clone(), tx, origin, account, Effect::Change, held);
    let user = first_administrator(&mut unit, &new, password_hash).await?;
    let name = Changes::default().field("name", None, Some(json!(new.name.as_str())));
    let target = Target {
        kind: "account",
        id: account.as_uuid(),
        name: new.name.as_str().to_owned(),
    };
    unit.audit(None, "account.created", Some(target), name);
    unit.audit(
        None,
        "user.created",
        Some(Target::user(&user)),
        Changes::of_user(None, Some(&user)),
    );
    let invitation = match user.status {
        UserStatus::Pending => Some(invite::invite(&mut unit, &user, Invite::ByOperator).await?.id),
        UserStatus::Active | UserStatus::Removed => None,
    };
    unit.commit().await?;
    app.mail_queued.notify_one();
    Ok(CreatedAccount {
        account,
        user: user.id,
        invitation,
    })
}

async fn first_administrator(
    unit: &mut Unit,
    new: &NewAccount,
    password_hash: Option<String>,
) -> Result<users::UserRecord, Refusal> {
    let status = if password_hash.is_some() {
        UserStatus::Active
    } else {
        UserStatus::Pending
    };
    let user = NewUser {
        id: UserId::generate(&*unit.app.clock, &*unit.app.random),
        account: unit.account,
        first_name: new.first_name.as_str().to_owned(),
        last_name: new.last_name.as_str().to_owned(),
        login_email: new.login_email.clone(),
        communication_email: new.communication_email.as_str().to_owned(),
        language: new.language,
        rights: Rights {
            role: Role::Administrator,
            billing_manager: true,
        },
        status,
        password_hash,
        revision: unit.revision,
        now: unit.now,
    };
    if users::insert(&mut unit.tx, &user).await? == Inserted::LoginEmailTaken {
        return Err(ProblemCode::LoginEmailTaken.into());
    }
    Ok(user.record())
}
