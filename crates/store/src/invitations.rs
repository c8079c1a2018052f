//! Invitations: the one-time links that turn a pending user active.

use jiff::Timestamp;
use roster_domain::{AccountId, Delivery, InvitationId, InvitationState, UserId};
use uuid::Uuid;

use crate::mails::{self, NewMail};
use crate::statement::Statement;
use crate::users::UserRecord;
use crate::{Micros, StoreError, Tx};

/// What reads an [`InvitationRecord`], up to its `WHERE`.
macro_rules! select_invitation {
    () => {
        "SELECT i.id, i.account_id, i.user_id, i.state, i.invited_by, i.created_at, i.expires_at, i.delivery, i.delivery_error, \
                i.sent_at, b.first_name AS inviter_first_name, b.last_name AS inviter_last_name \
         FROM invitations i LEFT JOIN users b ON b.id = i.invited_by"
    };
}

/// An invitation as it is stored. Its link is not: see `InvitationToken` in roster-domain.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct InvitationRecord {
    #[sqlx(try_from = "Uuid")]
    pub id: InvitationId,
    #[sqlx(try_from = "Uuid")]
    pub account_id: AccountId,
    #[sqlx(try_from = "Uuid")]
    pub user_id: UserId,
    #[sqlx(try_from = "String")]
    pub state: InvitationState,
    pub invited_by: Option<Uuid>,
    pub created_at: Micros,
    pub expires_at: Micros,
    #[sqlx(try_from = "String")]
    pub delivery: Delivery,
    pub delivery_error: Option<String>,
    pub sent_at: Option<Micros>,
    /// The inviter as they are called today.
    pub inviter_first_name: Option<String>,
    pub inviter_last_name: Option<String>,
}

/// An invitation about to be written, in the state `open`.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    pub id: InvitationId,
    pub account: AccountId,
    pub user: UserId,
    pub token_hash: [u8; 32],
    pub invited_by: Option<UserId>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub delivery: Delivery,
    pub delivery_error: Option<String>,
    pub sent_at: Option<Timestamp>,
}

impl NewInvitation {
    /// The record that [`insert`] writes of it.
    pub fn record(&self, inviter: Option<&UserRecord>) -> InvitationRecord {
        InvitationRecord {
            id: self.id,
            account_id: self.account,
            user_id: self.user,
            state: InvitationState::Open,
            invited_by: self.invited_by.map(UserId::as_uuid),
            created_at: self.created_at.into(),
            expires_at: self.expires_at.into(),
            delivery: self.delivery,
            delivery_error: self.delivery_error.clone(),
            sent_at: self.sent_at.map(Micros::from),
            inviter_first_name: inviter.map(|inviter| inviter.first_name.clone()),
            inviter_last_name: inviter.map(|inviter| inviter.last_name.clone()),
        }
    }
}

/// Writes an invitation. The user's former one must have been revoked or used before.
pub async fn insert(tx: &mut Tx, invitation: &NewInvitation) -> Result<(), StoreError> {
    execute_of!(tx, insertion([invitation]));
    Ok(())
}

/// Rows a statement; see `users::insert_many`.
const ROWS_A_STATEMENT: usize = 50;

/// Writes many invitations of users who have none yet.
pub async fn insert_many(tx: &mut Tx, invitations: &[NewInvitation]) -> Result<(), StoreError> {
    for chunk in invitations.chunks(ROWS_A_STATEMENT) {
        execute_of!(tx, insertion(chunk));
    }
    Ok(())
}

/// Writes an invitation as [`insert`] does, and queues its mail, due at once.
pub async fn insert_with_mail(tx: &mut Tx, invitation: &NewInvitation, mail: &NewMail) -> Result<(), StoreError> {
    let statement = insertion_with_mails(tx, Statement::default(), [(invitation, mail)]);
    execute_of!(tx, statement);
    Ok(())
}

/// Writes many invitations of users who have none yet, and queues the mail of each, behind what a statement has begun with. Gives
/// the beginning of one that has to run after that: the last of them runs together with it.
pub(crate) async fn insert_many_with_mails(
    tx: &mut Tx,
    begun: Statement,
    all: &[(NewInvitation, NewMail)],
) -> Result<Statement, StoreError> {
    let mut begun = begun;
    let mut chunks = all.chunks(ROWS_A_STATEMENT).peekable();
    while let Some(chunk) = chunks.next() {
        let chunk = chunk.iter().map(|(invitation, mail)| (invitation, mail));
        let statement = insertion_with_mails(tx, std::mem::take(&mut begun), chunk);
        if chunks.peek().is_none() {
            return Ok(statement.and_then(tx, "mailed"));
        }
        execute_of!(tx, statement);
    }
    Ok(begun)
}

fn insertion_with_mails<'all>(
    tx: &Tx,
    begun: Statement,
    all: impl IntoIterator<Item = (&'all NewInvitation, &'all NewMail)>,
) -> Statement {
    let (invitations, mails): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    let mut statement = begun;
    push_insertion(&mut statement, invitations);
    let mut statement = statement.and_then(tx, "invited");
    mails::push_insertion(&mut statement, mails);
    statement
}

fn insertion<'all>(invitations: impl IntoIterator<Item = &'all NewInvitation>) -> Statement {
    let mut statement = Statement::default();
    push_insertion(&mut statement, invitations);
    statement
}

fn push_insertion<'all>(statement: &mut Statement, invitations: impl IntoIterator<Item = &'all NewInvitation>) {
    statement.push(
        "INSERT INTO invitations (id, account_id, user_id, token_hash, state, invited_by, created_at, expires_at, delivery,
                                  delivery_error, sent_at) VALUES ",
    );
    for invitation in invitations {
        statement.row([
            invitation.id.as_uuid().into(),
            invitation.account.as_uuid().into(),
            invitation.user.as_uuid().into(),
            invitation.token_hash.as_slice().into(),
            InvitationState::Open.as_str().into(),
            invitation.invited_by.map(UserId::as_uuid).into(),
            Micros::from(invitation.created_at).into(),
            Micros::from(invitation.expires_at).into(),
            invitation.delivery.as_str().into(),
            invitation.delivery_error.clone().into(),
            invitation.sent_at.map(|at| Micros::from(at).0).into(),
        ]);
    }
}

/// The invitation in force of a pending user.
pub async fn open_of(tx: &mut Tx, user: UserId) -> Result<Option<InvitationRecord>, StoreError> {
    Ok(fetch_optional!(
        tx,
        InvitationRecord,
        concat!(select_invitation!(), " WHERE i.user_id = $1 AND i.state = 'open'"),
        user.as_uuid(),
    ))
}

/// The invitations in force of several users, in no order. One query for each 500 of them.
pub async fn open_of_each(tx: &mut Tx, users: &[UserId]) -> Result<Vec<InvitationRecord>, StoreError> {
    let mut found = Vec::new();
    for some in users.chunks(500) {
        let mut statement = Statement::new(concat!(
            select_invitation!(),
            " WHERE i.state = 'open' AND i.user_id IN "
        ));
        statement.list(some.iter().map(|id| id.as_uuid()));
        found.extend(fetch_all_of!(tx, InvitationRecord, statement));
    }
    Ok(found)
}

/// The invitation a link belongs to, in whatever state.
pub async fn by_token_hash(tx: &mut Tx, token_hash: &[u8; 32]) -> Result<Option<InvitationRecord>, StoreError> {
    Ok(fetch_optional!(
        tx,
        InvitationRecord,
        concat!(select_invitation!(), " WHERE i.token_hash = $1"),
        token_hash.as_slice(),
    ))
}

/// Ends the open invitation of a user without its having been accepted.
pub async fn revoke_open(tx: &mut Tx, user: UserId) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE invitations SET state = 'revoked' WHERE user_id = $1 AND state = 'open'",
        user.as_uuid()
    );
    Ok(())
}

/// Uses an invitation up. False when it was not open any more: of simultaneous acceptances one is told true.
pub async fn mark_used(tx: &mut Tx, id: InvitationId) -> Result<bool, StoreError> {
    let used = execute!(
        tx,
        "UPDATE invitations SET state = 'used' WHERE id = $1 AND state = 'open'",
        id.as_uuid()
    );
    Ok(used == 1)
}

/// Notes what became of the invitation's mail.
pub async fn set_delivery(
    tx: &mut Tx,
    id: InvitationId,
    delivery: Delivery,
    error: Option<&str>,
    sent_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE invitations SET delivery = $2, delivery_error = $3, sent_at = COALESCE($4, sent_at) WHERE id = $1",
        id.as_uuid(),
        delivery.as_str(),
        error,
        sent_at.map(Micros::from),
    );
    Ok(())
}
