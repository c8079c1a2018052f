//! What a link opens, as the database knows it now.

use jiff::Timestamp;
use roster_domain::{
    AccountId, InvitationStanding, InvitationToken, Language, Role, UserId, UserStatus, full_name, status_at,
};
use roster_store::invitations::{self, InvitationRecord};
use roster_store::users::UserRecord;
use roster_store::{Scope, StoreError, Tx, accounts, users};

use crate::app::App;

/// An invitation that was found, and what its pages say of it.
#[derive(Debug, Clone)]
pub struct Invited {
    pub standing: InvitationStanding,
    pub account: String,
    /// Who invited, by name; absent when it was done on the command line.
    pub inviter: Option<String>,
    /// The inviter, if they can still send another invitation.
    pub helper: Option<String>,
    /// Absent when they were deleted with their invitation.
    pub user: Option<UserRecord>,
    /// The user's language; the account's when there is no user any more.
    pub language: Language,
    pub expires_at: Timestamp,
}

impl Invited {
    /// The user who may still accept the invitation.
    pub fn awaited(&self) -> Option<&UserRecord> {
        self.user
            .as_ref()
            .filter(|_| self.standing == InvitationStanding::Valid)
    }
}

/// Looks a link up. `None` when no invitation ever had it. Nothing is written.
pub async fn open(app: &App, token: &str) -> Result<Option<Invited>, StoreError> {
    let Ok(token) = InvitationToken::parse(token) else {
        return Ok(None);
    };
    let mut tx = app.store.begin_read(Scope::Platform).await?;
    let invited = match invitations::by_token_hash(&mut tx, &token.hash()).await? {
        Some(invitation) => read(&mut tx, invitation, app.now()).await?,
        None => None,
    };
    tx.commit().await?;
    Ok(invited)
}

async fn read(tx: &mut Tx, invitation: InvitationRecord, now: Timestamp) -> Result<Option<Invited>, StoreError> {
    tx.narrow_to(invitation.account_id).await?;
    let Some(account) = accounts::get(tx, invitation.account_id).await? else {
        return Ok(None);
    };
    let user = users::get(tx, invitation.account_id, invitation.user_id).await?;
    let inviter = invitation
        .inviter_first_name
        .as_deref()
        .zip(invitation.inviter_last_name.as_deref());
    let inviter = inviter.map(|(first, last)| full_name(first, last));
    let still_helps = match invitation.invited_by {
        Some(id) => is_active_administrator(tx, invitation.account_id, UserId::from_uuid(id)).await?,
        None => false,
    };
    let expires_at = invitation.expires_at.timestamp();
    Ok(Some(Invited {
        standing: status_at(invitation.state, expires_at, now),
        account: account.name,
        helper: inviter.clone().filter(|_| still_helps),
        inviter,
        language: user.as_ref().map_or(account.language, |user| user.language),
        user,
        expires_at,
    }))
}

async fn is_active_administrator(tx: &mut Tx, account: AccountId, id: UserId) -> Result<bool, StoreError> {
    let inviter = users::get(tx, account, id).await?;
    Ok(inviter.is_some_and(|user| user.status == UserStatus::Active && user.role == Role::Administrator))
}
