//! The mail queue: written in the transaction of a mail's cause, emptied by the service's worker.

use jiff::Timestamp;
use roster_domain::{AccountId, InvitationId, Language, MailId, MailWorkerId, UserId};
use uuid::Uuid;

use crate::statement::Statement;
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
    /// Whether it is one of many that are sent at once.
    pub bulk: bool,
    pub language: Language,
    pub recipient: String,
    pub recipient_name: String,
    /// What the text says beyond the link, as JSON.
    pub details: String,
    pub created_at: Timestamp,
}

/// Queues a mail, due at once.
pub async fn enqueue(tx: &mut Tx, mail: &NewMail) -> Result<(), StoreError> {
    let mut statement = Statement::default();
    push_insertion(&mut statement, [mail]);
    execute_of!(tx, statement);
    Ok(())
}

/// Goes on with what queues mails.
pub(crate) fn push_insertion<'all>(statement: &mut Statement, mails: impl IntoIterator<Item = &'all NewMail>) {
    statement.push(
        "INSERT INTO mails (id, account_id, user_id, invitation_id, kind, bulk, language, recipient, recipient_name, details,
                            state, next_attempt_at, created_at) VALUES ",
    );
    for mail in mails {
        let created_at = Micros::from(mail.created_at);
        statement.row([
            mail.id.as_uuid().into(),
            mail.account.as_uuid().into(),
            mail.user.as_uuid().into(),
            mail.invitation.map(InvitationId::as_uuid).into(),
            mail.kind.into(),
            mail.bulk.into(),
            mail.language.tag().into(),
            mail.recipient.clone().into(),
            mail.recipient_name.clone().into(),
            mail.details.clone().into(),
            "queued".into(),
            created_at.into(),
            created_at.into(),
        ]);
    }
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
        "UPDATE mails SET state = 'cancelled', claimed_until = NULL, claimed_by = NULL
         WHERE invitation_id = $1 AND state = 'queued'",
        invitation.as_uuid(),
    );
    Ok(())
}

/// A mail that a worker has taken, for as long as its claim lasts.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ClaimedMail {
    #[sqlx(try_from = "uuid::Uuid")]
    pub id: MailId,
    #[sqlx(try_from = "uuid::Uuid")]
    pub account_id: AccountId,
    #[sqlx(try_from = "uuid::Uuid")]
    pub user_id: UserId,
    pub invitation_id: Option<uuid::Uuid>,
    pub kind: String,
    pub bulk: bool,
    #[sqlx(try_from = "String")]
    pub language: Language,
    pub recipient: String,
    pub recipient_name: String,
    pub details: String,
    /// This try's number, from 1. It names the claim: whoever claims the mail later has a higher one.
    pub attempts: i64,
    pub created_at: Micros,
}

impl ClaimedMail {
    /// The invitation whose link the mail carries.
    pub fn invitation(&self) -> Option<InvitationId> {
        self.invitation_id.map(InvitationId::from_uuid)
    }
}

/// Who takes mails, when, and for how long: until then no other worker takes them, unless this one is found dead.
#[derive(Debug, Clone, Copy)]
pub struct Claim {
    pub worker: MailWorkerId,
    pub now: Timestamp,
    pub until: Timestamp,
}

/// Which mails to take.
#[derive(Debug, Clone, Copy)]
pub struct Pick {
    /// Those that many are sent at once, or those that one person waits for.
    pub bulk: bool,
    /// The account that had its turn last.
    pub after: Option<AccountId>,
    /// One that is not to have a turn.
    pub not_of: Option<AccountId>,
    /// The most that are taken.
    pub limit: i64,
}

/// Takes mails that are due, at most one of each account: its longest due. The accounts come in turn, those after the last one
/// first. However many mails one account has, this looks at few of them.
pub async fn claim_in_turn(tx: &mut Tx, claim: &Claim, pick: &Pick) -> Result<Vec<ClaimedMail>, StoreError> {
    /// `$lock` is for PostgreSQL: on SQLite the transaction already has the whole database to itself.
    macro_rules! claim {
        ($lock:literal) => {
            concat!(
                "WITH RECURSIVE later (account_id) AS (
                     SELECT (SELECT account_id FROM mails WHERE state = 'queued' AND bulk = $4 AND account_id > $5
                             ORDER BY account_id LIMIT 1)
                     UNION ALL
                     SELECT (SELECT mails.account_id FROM mails
                             WHERE state = 'queued' AND bulk = $4 AND mails.account_id > later.account_id
                             ORDER BY mails.account_id LIMIT 1)
                     FROM later WHERE later.account_id IS NOT NULL
                 ), earlier (account_id) AS (
                     SELECT (SELECT account_id FROM mails WHERE state = 'queued' AND bulk = $4 AND account_id <= $5
                             ORDER BY account_id LIMIT 1)
                     UNION ALL
                     SELECT (SELECT mails.account_id FROM mails
                             WHERE state = 'queued' AND bulk = $4 AND mails.account_id > earlier.account_id
                                   AND mails.account_id <= $5
                             ORDER BY mails.account_id LIMIT 1)
                     FROM earlier WHERE earlier.account_id IS NOT NULL
                 ), turns AS (
                     SELECT account_id FROM later UNION ALL SELECT account_id FROM earlier
                 ), due AS (
                     SELECT (SELECT id FROM mails
                             WHERE state = 'queued' AND bulk = $4 AND mails.account_id = turns.account_id
                                   AND next_attempt_at <= $1
                             ORDER BY next_attempt_at, id LIMIT 1 ",
                $lock,
                ") AS id
                     FROM turns WHERE turns.account_id IS NOT NULL AND turns.account_id <> $6
                 ), taken AS MATERIALIZED (
                     SELECT id FROM due WHERE id IS NOT NULL LIMIT $7
                 )
                 UPDATE mails SET attempts = attempts + 1, next_attempt_at = $2, claimed_until = $2, claimed_by = $3
                 WHERE id IN (SELECT id FROM taken)
                 RETURNING id, account_id, user_id, invitation_id, kind, bulk, language, recipient, recipient_name, details, attempts,
                           created_at"
            )
        };
    }
    let sql = if tx.is_postgres() {
        claim!("FOR UPDATE SKIP LOCKED")
    } else {
        claim!("")
    };
    // No account has the id of nobody.
    let id_of = |account: Option<AccountId>| account.map_or(Uuid::nil(), AccountId::as_uuid);
    Ok(fetch_all!(
        tx,
        ClaimedMail,
        sql,
        Micros::from(claim.now),
        Micros::from(claim.until),
        claim.worker.as_uuid(),
        pick.bulk,
        id_of(pick.after),
        id_of(pick.not_of),
        pick.limit,
    ))
}

/// When the next mail of a kind is due after a moment, or at all; it may be past.
pub async fn next_due(tx: &mut Tx, bulk: bool, after: Option<Timestamp>) -> Result<Option<Timestamp>, StoreError> {
    // Not MIN(…): planned while the queue is short, PostgreSQL would go through all of a long one each time.
    let due: Option<(Micros,)> = fetch_optional!(
        tx,
        (Micros,),
        "SELECT next_attempt_at FROM mails WHERE state = 'queued' AND bulk = $1 AND next_attempt_at > $2
         ORDER BY next_attempt_at LIMIT 1",
        bulk,
        Micros::from(after.unwrap_or(Timestamp::MIN)),
    );
    Ok(due.map(|(due,)| due.timestamp()))
}

/// How a mail leaves the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finished {
    Sent,
    Failed,
    Cancelled,
}

/// Takes a claimed mail out of the queue. False when there is nothing to take out: it was cancelled meanwhile (unless it was
/// sent all the same, which is then noted), claimed by another worker, or now stands for a newer invitation than the one it
/// was sent for.
pub async fn finish(
    tx: &mut Tx,
    mail: &ClaimedMail,
    finished: Finished,
    error: Option<&str>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (state, sent_at) = match finished {
        Finished::Sent => ("sent", Some(Micros::from(now))),
        Finished::Failed => ("failed", None),
        Finished::Cancelled => ("cancelled", None),
    };
    let finished = execute!(
        tx,
        "UPDATE mails SET state = $4, last_error = $5, sent_at = $6, claimed_until = NULL, claimed_by = NULL
         WHERE id = $1 AND attempts = $2 AND invitation_id IS NOT DISTINCT FROM $3
               AND (state = 'queued' OR state = 'cancelled' AND $4 = 'sent')",
        mail.id.as_uuid(),
        mail.attempts,
        mail.invitation_id,
        state,
        error,
        sent_at,
    );
    Ok(finished == 1)
}

/// Puts a claimed mail back, due at `at`. False when the claim does not hold any more.
pub async fn put_back(tx: &mut Tx, mail: &ClaimedMail, at: Timestamp, error: Option<&str>) -> Result<bool, StoreError> {
    let put_back = execute!(
        tx,
        "UPDATE mails SET next_attempt_at = $3, claimed_until = NULL, claimed_by = NULL, last_error = COALESCE($4, last_error)
         WHERE id = $1 AND state = 'queued' AND attempts = $2",
        mail.id.as_uuid(),
        mail.attempts,
        Micros::from(at),
        error,
    );
    Ok(put_back == 1)
}

/// The mails that wait to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Queue {
    pub length: i64,
    pub oldest_created_at: Option<Micros>,
}

/// How many mails wait to be sent, and since when.
pub async fn queue(tx: &mut Tx) -> Result<Queue, StoreError> {
    let queue = fetch_optional!(
        tx,
        Queue,
        "SELECT COUNT(*) AS length, MIN(created_at) AS oldest_created_at FROM mails WHERE state = 'queued'",
    );
    Ok(queue.unwrap_or(Queue {
        length: 0,
        oldest_created_at: None,
    }))
}
