//! One write: one transaction, which advances the account's revision first, keeps the reply under its idempotency key, and
//! which nobody's hanging up can cut in two.

use axum::response::{IntoResponse, Response};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use roster_contract::ProblemCode;
use roster_domain::AccountId;
use roster_store::accounts::{self, Held, Rest, Settled};
use roster_store::idempotency::{self as kept, Claim};
use roster_store::{Scope, StoreError, Tx};
use tracing::Instrument;

use crate::app::App;
use crate::kernel::caller::Caller;
use crate::kernel::idempotency::IdempotencyKey;
use crate::kernel::kept_reply;
use crate::kernel::origin::Origin;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::revisions::Announcement;

/// What a write may touch.
#[derive(Debug)]
pub struct Unit {
    pub app: App,
    pub tx: Tx,
    pub now: Timestamp,
    pub origin: Origin,
    pub account: AccountId,
    pub effect: Effect,
    /// The account's revision, which the write's changes carry: a new one, where it changes anything.
    pub revision: i64,
    /// What the account's row holds. Until the commit nobody else writes there.
    pub held: Held,
    /// What is to be written when it commits.
    pub rest: Rest,
    /// Whether there is a mail to be sent once it is committed.
    pub mail_queued: bool,
}

impl Unit {
    /// A write in an account that it holds.
    pub fn begin(app: App, tx: Tx, origin: Origin, account: AccountId, effect: Effect, held: Held) -> Self {
        Self {
            now: app.now(),
            app,
            tx,
            origin,
            account,
            effect,
            revision: held.revision,
            held,
            rest: Rest::default(),
            mail_queued: false,
        }
    }

    /// Who asks, read again where anything was written since they were read: whoever removed or demoted them, or ended their
    /// session, may have committed while this one waited for the account. Each of those writes is in the account's log.
    pub(super) async fn caller_now(&mut self, seen: Caller) -> Result<Caller, Refusal> {
        let advanced_by = i64::from(self.effect == Effect::Change);
        let is_as_seen =
            self.held.revision == seen.account.revision + advanced_by && self.held.log.seq() == seen.audit_seq;
        if is_as_seen {
            return Ok(seen);
        }
        Caller::load(&mut self.tx, seen.token_hash, &self.app).await
    }

    /// Writes what was left for the end, and what the account's row holds by now.
    async fn settle(&mut self) -> Result<Settled, StoreError> {
        let rest = std::mem::take(&mut self.rest);
        self.mail_queued |= !rest.invited.is_empty();
        accounts::settle(&mut self.tx, self.account, &self.held, rest).await
    }

    /// Makes a write durable that left no user to be added at the end.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        match self.settle().await? {
            Settled::Done(_) => self.tx.commit().await,
            Settled::LoginEmailTaken => Err(StoreError::Corrupt("a user added whom nobody asked for".to_owned())),
        }
    }
}

/// What a write came to.
#[derive(Debug)]
pub enum Outcome {
    /// Something changed: it is committed, with its revision.
    Changed(Reply),
    /// There was nothing to change: the revision stays as it was.
    Unchanged(Reply),
}

/// What the closure of a write gives back.
pub type Work<'unit> = BoxFuture<'unit, Result<Outcome, Refusal>>;

/// Whether a write changes what the account shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It does, and so advances the account's revision.
    Change,
    /// It only begins or ends sessions.
    SessionOnly,
}

/// A write about to be run.
#[derive(Debug)]
pub struct UnitRequest {
    pub app: App,
    pub account: AccountId,
    pub origin: Origin,
    pub effect: Effect,
    pub key: Option<IdempotencyKey>,
    /// One begun before, in this account's scope.
    pub tx: Option<Tx>,
}

impl UnitRequest {
    /// Runs the write in a task of its own: axum drops a handler whose client hangs up, and a transaction must not be
    /// dropped between its commit and its announcement.
    pub async fn run<W>(self, work: W) -> Response
    where
        W: for<'unit> FnOnce(&'unit mut Unit) -> Work<'unit> + Send + 'static,
    {
        let _under_way = self.app.writes.begin();
        match self.decide(work).await {
            Ok(reply) => reply.into_response(),
            Err(refusal) => refusal.into_response(),
        }
    }

    /// The same, giving the reply as data.
    pub async fn decide<W>(self, work: W) -> Result<Reply, Refusal>
    where
        W: for<'unit> FnOnce(&'unit mut Unit) -> Work<'unit> + Send + 'static,
    {
        // What it logs goes under the request all the same.
        match tokio::spawn(self.transact(work).in_current_span()).await {
            Ok(decided) => decided,
            Err(error) => {
                tracing::error!(%error, "a write ended early");
                Err(ProblemCode::InternalError.into())
            }
        }
    }

    async fn transact<W>(self, work: W) -> Result<Reply, Refusal>
    where
        W: for<'unit> FnOnce(&'unit mut Unit) -> Work<'unit> + Send + 'static,
    {
        let now = self.app.now();
        let mut tx = match self.tx {
            Some(tx) => tx,
            None => self.app.store.begin_write(Scope::Account(self.account)).await?,
        };
        if let Some(key) = &self.key {
            match kept::claim(&mut tx, &key.scope, &key.key, &key.request_mac, now).await? {
                Claim::Fresh => tx.savepoint().await?,
                Claim::Done { sealed_reply, .. } => {
                    tx.rollback().await?;
                    return kept_reply::read(&sealed_reply, &self.app).await;
                }
                Claim::Reused => return Err(ProblemCode::IdempotencyKeyReused.into()),
            }
        }
        let held = match self.effect {
            Effect::Change => accounts::hold(&mut tx, self.account, &self.app.revision_mark()).await?,
            Effect::SessionOnly => accounts::lock(&mut tx, self.account).await?,
        };
        let Self {
            app,
            account,
            origin,
            key,
            effect,
            ..
        } = self;
        let mut unit = Unit::begin(app, tx, origin, account, effect, held);
        let decided = work(&mut unit).await;
        conclude(unit, key, decided).await
    }
}

/// Commits a change, or keeps a refusal under its key and nothing else.
async fn conclude(
    mut unit: Unit,
    key: Option<IdempotencyKey>,
    decided: Result<Outcome, Refusal>,
) -> Result<Reply, Refusal> {
    let decided = match decided {
        Ok(Outcome::Changed(reply)) => match unit.settle().await? {
            Settled::Done(_) => Ok((reply, true)),
            Settled::LoginEmailTaken => Err(ProblemCode::LoginEmailTaken.into()),
        },
        Ok(Outcome::Unchanged(reply)) => Ok((reply, false)),
        Err(refusal) => Err(refusal),
    };
    let (reply, changed) = match decided {
        Ok(decided) => decided,
        // Not about this request but about who sends it, or when: the same key may be tried again.
        Err(refusal @ (Refusal::Wait(_) | Refusal::OverQuota(_) | Refusal::MailQuota(_))) => return Err(refusal),
        Err(refusal) if is_about_the_caller(&refusal) => return Err(refusal),
        Err(refusal) => (Reply::of_refusal(refusal)?, false),
    };
    let Unit {
        app,
        mut tx,
        account,
        effect,
        revision,
        mail_queued,
        ..
    } = unit;
    let announce = |app: &App| {
        let revision = (effect == Effect::Change).then_some(revision);
        app.revisions.announce(Announcement { account, revision });
        if mail_queued {
            app.mail_queued.notify_one();
        }
    };
    let Some(key) = key else {
        if changed {
            tx.commit().await?;
            announce(&app);
        } else {
            tx.rollback().await?;
        }
        return Ok(reply);
    };
    if !changed {
        tx.rollback_to_savepoint().await?;
    }
    kept::finish(
        &mut tx,
        &key.scope,
        &key.key,
        i64::from(reply.status()),
        &IdempotencyKey::seal(&reply, &app),
    )
    .await?;
    tx.commit().await?;
    if changed {
        announce(&app);
    }
    Ok(reply)
}

fn is_about_the_caller(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Problem(problem)
        if matches!(problem.code, ProblemCode::SessionRequired | ProblemCode::AdministratorRequired))
}
