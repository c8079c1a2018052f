//! `POST /users`: adds a pending user and queues their invitation.

use axum::http::{StatusCode, header};
use axum::response::Response;
use jiff::Timestamp;
use roster_contract::{Problem, User};
use roster_domain::{
    CommunicationEmail, Language, LoginEmail, Permission, PersonName, Rights, Role, UserId, UserStatus, policy,
};
use roster_store::audit::NewAuditEvent;
use roster_store::invitations::{InvitationRecord, NewInvitation};
use roster_store::mails::NewMail;
use roster_store::users::{NewUser, UserRecord};

use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::fields::Fields;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Outcome, Unit};
use crate::mail::INVITATION_MAIL;
use crate::routes::invitations::allowance::Allowance;
use crate::routes::invitations::invite::{self, Invite};
use crate::views;

/// A user as asked for, each field in itself right.
#[derive(Debug)]
pub struct Requested {
    pub first_name: PersonName,
    pub last_name: PersonName,
    pub login_email: LoginEmail,
    pub communication_email: CommunicationEmail,
    pub language: Language,
    pub role: Role,
    pub permissions: Vec<Permission>,
}

/// A user about to be added, and what is to be written with them.
#[derive(Debug)]
pub struct Added {
    pub user: NewUser,
    record: UserRecord,
    shown: InvitationRecord,
    invitation: NewInvitation,
    mail: NewMail,
    event: NewAuditEvent,
}

pub async fn create(command: Command) -> Result<Response, Refusal> {
    command.caller().administrate()?;
    command.require_body()?;
    let fields = command.fields();
    Ok(command
        .administrate(move |unit, caller| Box::pin(decide(unit, caller, fields)))
        .await)
}

async fn decide(unit: &mut Unit, caller: &Caller, fields: Fields) -> Result<Outcome, Refusal> {
    let requested = Requested::read(fields)?;
    let allowance = Allowance::spend(unit)?;
    let added = Added::prepare(unit, caller, &requested, allowance)?;
    unit.meter_recipient(INVITATION_MAIL, requested.communication_email.as_str())
        .await?;
    unit.rest.added = Some(added.user.clone());
    added.leave_rest_to(unit);
    let user = added.shown_to(caller, unit.now);
    let location = unit.app.settings.api_path(&format!("/users/{}", user.id));
    Ok(Outcome::Changed(
        Reply::json(StatusCode::CREATED, &user)
            .with_header(&header::LOCATION, location)
            .with_version(user.version),
    ))
}

impl Added {
    /// The user whom the caller asks for, at the unit's revision, with their invitation, its mail and the audit event; nothing of
    /// it is written.
    pub fn prepare(unit: &Unit, caller: &Caller, requested: &Requested, allowance: Allowance) -> Result<Self, Refusal> {
        let rights = policy::create_user(&caller.actor(), requested.role, &requested.permissions)?;
        let user = requested.new_user(unit, rights);
        let record = user.record();
        let (invitation, mail) = invite::mint(unit, &record, Invite::By(&caller.user, allowance));
        let changes = Changes::of_user(None, Some(&record));
        let event = unit.event(Some(&caller.user), "user.created", Some(Target::user(&record)), changes);
        Ok(Self {
            shown: invitation.record(Some(&caller.user)),
            user,
            record,
            invitation,
            mail,
            event,
        })
    }

    /// As one of many that are added at once: their mail goes after those that one person waits for.
    pub fn in_bulk(mut self) -> Self {
        self.mail.bulk = true;
        self
    }

    /// The user as the one who added them may see them.
    pub fn shown_to(&self, caller: &Caller, now: Timestamp) -> User {
        views::user(&self.record, Some(&self.shown), &caller.actor(), now)
    }

    /// Has what belongs to the one who was added written when the unit commits.
    pub fn leave_rest_to(&self, unit: &mut Unit) {
        unit.rest.invited.push((self.invitation.clone(), self.mail.clone()));
        unit.rest.events.push(self.event.clone());
    }
}

impl Requested {
    fn new_user(&self, unit: &Unit, rights: Rights) -> NewUser {
        NewUser {
            id: UserId::generate(&*unit.app.clock, &*unit.app.random),
            account: unit.account,
            first_name: self.first_name.as_str().to_owned(),
            last_name: self.last_name.as_str().to_owned(),
            login_email: self.login_email.clone(),
            communication_email: self.communication_email.as_str().to_owned(),
            language: self.language,
            rights,
            status: UserStatus::Pending,
            password_hash: None,
            revision: unit.revision,
            now: unit.now,
        }
    }

    /// Reads the fields of a request, or says what is wrong with each.
    pub fn read(mut fields: Fields) -> Result<Self, Problem> {
        let first_name = fields.required("firstName");
        let last_name = fields.required("lastName");
        let login_email = fields.required("loginEmail");
        let communication_email = fields.required("communicationEmail");
        let language = fields.required("language");
        let role = fields.required("role");
        let permissions = fields.optional("permissions").unwrap_or_default();
        fields.finish()?;
        let whole = || {
            Some(Self {
                first_name: first_name?,
                last_name: last_name?,
                login_email: login_email?,
                communication_email: communication_email?,
                language: language?,
                role: role?,
                permissions,
            })
        };
        Ok(whole().expect("a field without a fault was read"))
    }
}
