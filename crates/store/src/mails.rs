//! The mail queue: written in the transaction of a mail's cause, emptied by the service's worker.

use jiff::Timestamp;
use roster_domain::{AccountId, InvitationId, Language, MailId, UserId};

use crate::{Micros, StoreError, Tx};

/// A mail about to be queued.
#[derive(Debug, Clone)]
pub struct NewMail {
    pub id: MailId,
    pub account: AccountId,
    pub user: UserId,
    /// The invitation whose link the mail carries: a mail whose invitation has ended is not sent.
    pub invitation: Option<InvitationId>,
    /// Which text it is, such as `invitation`: the name of its folder in the service.
    pub kind: &'static str,
    pub language: Language,
    pub recipient: String,
    pub recipient_name: String,
    /// What the text says beyond the link, as JSON.
    pub details: String,
    pub created_at: Timestamp,
}

/// Queues a mail, due at once.
pub async fn enqueue(tx: &mut Tx, mail: &NewMail) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO mails (id, account_id, user_id, invitation_id, kind, language, recipient, recipient_name, details, state,
                            next_attempt_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', $10, $10)",
        mail.id.as_uuid(),
        mail.account.as_uuid(),
        mail.user.as_uuid(),
        mail.invitation.map(|id| id.as_uuid()),
        mail.kind,
        mail.language.tag(),
        &mail.recipient,
        &mail.recipient_name,
        &mail.details,
        Micros::from(mail.created_at),
    );
    Ok(())
}

/// Points a mail that is still queued at the invitation that took the place of its own, so that the link in it works.
pub async fn repoint(tx: &mut Tx, from: InvitationId, to: InvitationId) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE mails SET invitation_id = $2 WHERE invitation_id = $1 AND state = 'queued'",
        from.as_uuid(),
        to.as_uuid(),
    );
    Ok(())
}

/// Takes the mails of an invitation that has ended out of the queue.
pub async fn cancel_for_invitation(tx: &mut Tx, invitation: InvitationId) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE mails SET state = 'cancelled', claimed_until = NULL WHERE invitation_id = $1 AND state = 'queued'",
        invitation.as_uuid(),
    );
    Ok(())
}
