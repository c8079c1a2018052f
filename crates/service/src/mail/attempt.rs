//! One try at one mail: whether it still should go, what it says, and how handing it over went.

use jiff::Timestamp;
use roster_domain::{InvitationStanding, InvitationToken, PasswordResetId, PasswordResetToken, status_at};
use roster_store::accounts::AccountRecord;
use roster_store::invitations::InvitationRecord;
use roster_store::mails::ClaimedMail;
use roster_store::users::UserRecord;
use roster_store::{Scope, StoreError, accounts, invitations, users};
use serde::Deserialize;

use crate::app::App;
use crate::kernel::links;
use crate::kernel::password_reset::{self, Purpose};
use crate::mail::invitation::{INVITATION_MAIL, Invitation};
use crate::mail::letter::{Content, Letter, Sealed};
use crate::mail::notice::{Event, Notice};
use crate::mail::sender::Sender;
use crate::mail::transport::{Handover, Transport};

/// What a try came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Sent,
    /// The reason; it is tried again as long as there is time.
    Delayed(String),
    /// The same, where the mail server refuses the service itself: said once for all mails, and no longer of each.
    Held(String),
    /// The reason; it is not tried again.
    Failed(String),
    /// Nobody waits for it any more.
    Cancelled,
}

/// Whom a mail is about, as the database knows them now.
#[derive(Debug, Clone)]
pub struct Subject {
    pub user: UserRecord,
    account: AccountRecord,
    pub invitation: InvitationRecord,
}

/// What the write that queued an invitation noted for its mail.
#[derive(Debug, Deserialize)]
struct Details {
    inviter: Option<String>,
}

impl Subject {
    /// The user, account and invitation of a mail; `None` when one of them is gone.
    pub async fn of(app: &App, mail: &ClaimedMail) -> Result<Option<Self>, StoreError> {
        let Some(invitation) = mail.invitation() else {
            return Ok(None);
        };
        let token_hash = InvitationToken::derive(&app.secret_key, invitation).hash();
        let mut tx = app.store.begin_read(Scope::Account(mail.account_id)).await?;
        let user = users::get(&mut tx, mail.account_id, mail.user_id).await?;
        let account = accounts::get(&mut tx, mail.account_id).await?;
        let invitation = invitations::by_token_hash(&mut tx, &token_hash).await?;
        tx.commit().await?;
        let found = user.zip(account).zip(invitation);
        Ok(found.map(|((user, account), invitation)| Self {
            user,
            account,
            invitation,
        }))
    }

    /// Whether the invitation already shows this reason for the delay of its mail.
    pub fn shows(&self, reason: &str) -> bool {
        self.invitation.delivery_error.as_deref() == Some(reason)
    }
}

/// Tries to send a mail.
pub async fn send(
    app: &App,
    transport: &Transport,
    sender: &Sender,
    mail: &ClaimedMail,
    subject: Option<&Subject>,
) -> Verdict {
    let composed = match subject {
        None if mail.kind == INVITATION_MAIL => return Verdict::Cancelled,
        None => notice(app, sender, mail).await,
        Some(subject) => match standing(subject, app.now()) {
            InvitationStanding::Valid => invitation(app, sender, mail, subject).map_err(unwritten),
            InvitationStanding::Used | InvitationStanding::Revoked => return Verdict::Cancelled,
            InvitationStanding::Expired => return Verdict::Failed(expired(subject)),
        },
    };
    match composed {
        Ok(sealed) => match transport.hand_over(&sealed).await {
            Handover::Sent => Verdict::Sent,
            Handover::Retry(reason) => Verdict::Delayed(reason),
            Handover::RefusesUs(_, reply) => {
                app.metrics.count_mail_refused();
                Verdict::Held(reply.words())
            }
            Handover::Refused(reason) => Verdict::Failed(reason),
        },
        Err(verdict) => verdict,
    }
}

fn unwritten(error: anyhow::Error) -> Verdict {
    Verdict::Failed(format!("the mail could not be written: {error}"))
}

fn standing(Subject { invitation, .. }: &Subject, now: Timestamp) -> InvitationStanding {
    status_at(invitation.state, invitation.expires_at.timestamp(), now)
}

/// The link would be dead on arrival; what kept it from arriving is what an administrator wants to know.
fn expired(subject: &Subject) -> String {
    match &subject.invitation.delivery_error {
        Some(error) => format!("the invitation expired before its mail could be sent: {error}"),
        None => "the invitation expired before its mail could be sent".to_owned(),
    }
}

/// The notice, or what comes of the mail without one: it is cancelled when the link that it is for opens nothing any more.
async fn notice(app: &App, sender: &Sender, mail: &ClaimedMail) -> Result<Sealed, Verdict> {
    let notice: Notice = serde_json::from_str(&mail.details).map_err(|error| unwritten(error.into()))?;
    require_kind(mail, notice.event.kind()).map_err(unwritten)?;
    let link = match &notice.event {
        Event::PasswordForgotten { reset, .. } => {
            if !is_open(app, Purpose::Forgotten, *reset).await? {
                return Err(Verdict::Cancelled);
            }
            Some(links::password_reset(app, *reset))
        }
        // What it tells of has happened, whether or not there is still a way back.
        Event::EmailChanged {
            way_back: Some(back), ..
        } if is_open(app, Purpose::Restoration, back.reset).await? => Some(links::email_restoration(app, back.reset)),
        _ => None,
    };
    let content = notice.write(mail.language, link.as_ref());
    let content = content.map_err(|error| unwritten(error.into()))?;
    seal(sender, mail, content).map_err(unwritten)
}

/// Whether a link still opens something.
async fn is_open(app: &App, purpose: Purpose, reset: PasswordResetId) -> Result<bool, Verdict> {
    let token = PasswordResetToken::derive(&app.secret_key, reset);
    match password_reset::open(app, purpose, &token.to_text()).await {
        Ok(opened) => Ok(opened.is_some()),
        Err(error) => {
            tracing::warn!(%error, "the link of a mail could not be looked up");
            Err(Verdict::Delayed("the database could not be read".to_owned()))
        }
    }
}

fn require_kind(mail: &ClaimedMail, kind: &str) -> anyhow::Result<()> {
    anyhow::ensure!(mail.kind == kind, "there is no such mail of the kind {:?}", mail.kind);
    Ok(())
}

fn invitation(app: &App, sender: &Sender, mail: &ClaimedMail, subject: &Subject) -> anyhow::Result<Sealed> {
    require_kind(mail, INVITATION_MAIL)?;
    let details: Details = serde_json::from_str(&mail.details)?;
    let content = Invitation {
        language: mail.language,
        first_name: &subject.user.first_name,
        last_name: &subject.user.last_name,
        account: &subject.account.name,
        inviter: details.inviter.as_deref(),
        login_email: &subject.user.login_email,
        comes_back: subject.user.entered,
        link: &links::invitation(app, subject.invitation.id),
        expires_at: subject.invitation.expires_at.timestamp(),
    }
    .write()?;
    seal(sender, mail, content)
}

fn seal(sender: &Sender, mail: &ClaimedMail, content: Content) -> anyhow::Result<Sealed> {
    let letter = Letter {
        id: mail.id,
        invitation: mail.invitation(),
        language: mail.language,
        recipient_name: &mail.recipient_name,
        recipient: &mail.recipient,
        queued_at: mail.created_at.timestamp(),
        content,
    };
    Ok(letter.seal(sender)?)
}
