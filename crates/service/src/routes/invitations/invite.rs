//! Mints the link that lets a pending user in, and queues its mail.

use roster_domain::{Delivery, InvitationId, InvitationToken, MailId};
use roster_store::StoreError;
use roster_store::invitations::{self, NewInvitation};
use roster_store::mails::{self, NewMail};
use roster_store::users::UserRecord;
use serde_json::json;

use crate::kernel::refusal::Refusal;
use crate::kernel::unit::Unit;
use crate::mail::INVITATION_MAIL;
use crate::routes::invitations::allowance::Allowance;

/// On whose word someone is invited.
#[derive(Debug)]
pub enum Invite<'a> {
    By(&'a UserRecord, Allowance),
    /// From the command line, where nobody is signed in and no quota counts.
    ByOperator,
}

/// The same to one who was invited, or was here, before: however often that is done, their mailbox is not filled.
pub async fn invite_again(
    unit: &mut Unit,
    user: &UserRecord,
    by: &UserRecord,
    allowance: Allowance,
) -> Result<NewInvitation, Refusal> {
    unit.meter_recipient(INVITATION_MAIL, &user.communication_email).await?;
    Ok(invite(unit, user, Invite::By(by, allowance)).await?)
}

/// Ends the user's former invitation, if any, writes a new one and queues its mail, in the unit's transaction.
pub async fn invite(unit: &mut Unit, user: &UserRecord, invite: Invite<'_>) -> Result<NewInvitation, StoreError> {
    end_open(unit, user).await?;
    let (invitation, mail) = mint(unit, user, invite);
    unit.mail_queued = true;
    invitations::insert_with_mail(&mut unit.tx, &invitation, &mail).await?;
    Ok(invitation)
}

/// A new invitation and its mail, not yet written.
pub fn mint(unit: &Unit, user: &UserRecord, invite: Invite<'_>) -> (NewInvitation, NewMail) {
    let inviter = match invite {
        Invite::By(inviter, _) => Some(inviter),
        Invite::ByOperator => None,
    };
    let invitation = NewInvitation {
        invited_by: inviter.map(|inviter| inviter.id),
        delivery: Delivery::Queued,
        delivery_error: None,
        sent_at: None,
        ..blank(unit, user)
    };
    let mail = NewMail {
        id: MailId::generate(&*unit.app.clock, &*unit.app.random),
        account: unit.account,
        user: user.id,
        invitation: Some(invitation.id),
        kind: INVITATION_MAIL,
        bulk: false,
        language: user.language,
        recipient: user.communication_email.clone(),
        recipient_name: user.full_name(),
        details: json!({ "inviter": inviter.map(UserRecord::full_name) }).to_string(),
        created_at: unit.now,
    };
    (invitation, mail)
}

/// An invitation of the user with a link of its own, not yet written.
pub fn blank(unit: &Unit, user: &UserRecord) -> NewInvitation {
    let id = InvitationId::generate(&*unit.app.clock, &*unit.app.random);
    NewInvitation {
        id,
        account: unit.account,
        user: user.id,
        token_hash: InvitationToken::derive(&unit.app.secret_key, id).hash(),
        invited_by: None,
        created_at: unit.now,
        expires_at: unit.now + unit.app.settings.invitation_ttl,
        delivery: Delivery::Queued,
        delivery_error: None,
        sent_at: None,
    }
}

/// Revokes the user's open invitation and takes its mail out of the queue.
pub async fn end_open(unit: &mut Unit, user: &UserRecord) -> Result<(), StoreError> {
    if let Some(open) = invitations::open_of(&mut unit.tx, user.id).await? {
        mails::cancel_for_invitation(&mut unit.tx, open.id).await?;
        invitations::revoke_open(&mut unit.tx, user.id).await?;
    }
    Ok(())
}
