//! `POST /users/ID/invitation/link`: mints a new link for an administrator to hand over themselves.

use axum::http::StatusCode;
use axum::response::Response;
use roster_contract::InvitationLink;
use roster_domain::{UserId, policy};
use roster_store::Micros;
use roster_store::invitations::{self, InvitationRecord, NewInvitation};
use roster_store::users::UserRecord;
use roster_store::{StoreError, mails, users};

use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::fields::Fields;
use crate::kernel::links;
use crate::kernel::path::UserPath;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Outcome, Unit};
use crate::routes::invitations::invite;
use crate::routes::users::addressed::Addressed;

pub async fn copy_link(path: UserPath, command: Command) -> Result<Response, Refusal> {
    command.caller().administrate()?;
    let (addressed, fields) = (Addressed::of(&command, path), command.fields());
    Ok(command
        .administrate(move |unit, caller| Box::pin(decide(unit, caller, addressed, fields)))
        .await)
}

async fn decide(unit: &mut Unit, caller: &Caller, addressed: Addressed, fields: Fields) -> Result<Outcome, Refusal> {
    let record = addressed.find(unit, caller).await?;
    fields.finish()?;
    policy::copy_invitation_link(&caller.actor(), &record.subject())?;
    let (former, invitation) = replace_open(unit, &record).await?;
    users::touch(&mut unit.tx, record.id, unit.revision).await?;
    unit.audit(
        Some(&caller.user),
        "invitation.link-copied",
        Some(Target::user(&record)),
        Changes::of_invitation(Some(&former), &invitation),
    );
    let url = links::invitation(&unit.app, invitation.id).to_string();
    let link = InvitationLink {
        url,
        expires_at: invitation.expires_at.into(),
    };
    Ok(Outcome::Changed(Reply::json(StatusCode::OK, &link).with_secret()))
}

/// Puts an invitation with a link of its own in the place of the open one. What is known of the mail is known of the new one
/// too, and a mail that still waits to be sent will carry the new link.
async fn replace_open(unit: &mut Unit, user: &UserRecord) -> Result<(InvitationRecord, NewInvitation), StoreError> {
    let open = invitations::open_of(&mut unit.tx, user.id).await?;
    let former = open.ok_or_else(|| StoreError::Corrupt("a pending user without an invitation".to_owned()))?;
    let InvitationRecord {
        invited_by,
        delivery,
        delivery_error,
        sent_at,
        ..
    } = former.clone();
    let invitation = NewInvitation {
        invited_by: invited_by.map(UserId::from_uuid),
        delivery,
        delivery_error,
        sent_at: sent_at.map(Micros::timestamp),
        ..invite::blank(unit, user)
    };
    invitations::revoke_open(&mut unit.tx, user.id).await?;
    invitations::insert(&mut unit.tx, &invitation).await?;
    mails::repoint(&mut unit.tx, former.id, invitation.id).await?;
    Ok((former, invitation))
}
