//! One write: one transaction, which advances the account's revision first, keeps the reply under its idempotency key, and
//! which nobody's hanging up can cut in two.

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64_URL;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use roster_contract::ProblemCode;
use roster_domain::{AccountId, Counter};
use roster_store::accounts::{self, Held, Rest, Settled};
use roster_store::idempotency::{self as kept, Claim};
use roster_store::{Scope, StoreError, Tx};
use tracing::Instrument;

use crate::app::App;
use crate::kernel::body::{Arriving, BODY_LIMIT, GUEST_BODY_LIMIT, JsonBody};
use crate::kernel::caller::{self, Caller};
use crate::kernel::fields::Fields;
use crate::kernel::idempotency::IdempotencyKey;
use crate::kernel::origin::Origin;
use crate::kernel::query;
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
    async fn caller_now(&mut self, seen: Caller) -> Result<Caller, Refusal> {
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

/// A request to write, by someone who is signed in: read in the order in which the contract refuses.
#[derive(Debug)]
pub struct Command {
    app: App,
    parts: Parts,
    body: JsonBody,
    caller: Caller,
    /// In which the caller was read, and which the write may go on with. Between the two a command is not to wait for anything.
    tx: Option<Tx>,
}

/// The same by someone who is not: a sign-in, an invitation accepted.
#[derive(Debug)]
pub struct GuestCommand {
    pub app: App,
    parts: Parts,
    body: JsonBody,
    /// Whose its idempotency key is.
    who: String,
}

impl FromRequest<App> for Command {
    type Rejection = Refusal;

    async fn from_request(request: Request<Body>, app: &App) -> Result<Self, Refusal> {
        Self::read(request, app, BODY_LIMIT).await
    }
}

impl FromRequest<App> for GuestCommand {
    type Rejection = Refusal;

    async fn from_request(request: Request<Body>, app: &App) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let body = Arriving::json(&parts, body, GUEST_BODY_LIMIT, app)?.into_json().await?;
        query::take_none(&parts)?;
        Ok(Self {
            app: app.clone(),
            parts,
            body,
            who: "guest".to_owned(),
        })
    }
}

impl Command {
    /// Finds the caller, then reads the body; a small one ahead, so that the write can go on with the transaction in which the
    /// caller was read. No transaction is open while a body is waited for.
    pub async fn read(request: Request<Body>, app: &App, limit: usize) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let mut arriving = Arriving::json(&parts, body, limit, app)?;
        let token_hash = caller::token_hash(&parts)?;
        let is_whole = arriving.begin().await?;
        let (caller, tx) = if is_whole {
            let mut tx = app.store.begin_ahead_of_write(Scope::Platform).await?;
            (Caller::of_request(token_hash, &mut tx, app).await?, tx.to_write_in())
        } else {
            (Caller::of(&parts, app).await?, None)
        };
        arriving.count_as_known()?;
        let body = arriving.into_json().await?;
        query::take_none(&parts)?;
        Ok(Self {
            app: app.clone(),
            parts,
            body,
            caller,
            tx,
        })
    }

    /// The caller as they were when the request came in; the write knows them as they are by then.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The fields of the body.
    pub fn fields(&self) -> Fields {
        self.body.fields()
    }

    /// The reply kept under the request's idempotency key, if it was done before: for writes that judge a password ahead of
    /// their transaction, and would take a repetition for another guess. They take their time over it, and begin their
    /// transaction afterwards.
    pub async fn kept_reply(&mut self) -> Result<Option<Reply>, Refusal> {
        self.tx = None;
        kept_reply(&self.app, &self.parts, &self.body, &self.who()).await
    }

    fn who(&self) -> String {
        format!("user {}", self.caller.user.id)
    }

    /// A body has to be there.
    pub fn require_body(&self) -> Result<(), Refusal> {
        if self.body.is_empty() {
            Err(ProblemCode::InvalidJson.into())
        } else {
            Ok(())
        }
    }

    /// Runs a write that only administrators may do.
    pub async fn administrate<W>(self, work: W) -> Response
    where
        W: for<'unit> FnOnce(&'unit mut Unit, &'unit Caller) -> Work<'unit> + Send + 'static,
    {
        self.run(Effect::Change, true, work).await
    }

    /// Runs a write that every active user may do, such as on their own profile.
    pub async fn write<W>(self, effect: Effect, work: W) -> Response
    where
        W: for<'unit> FnOnce(&'unit mut Unit, &'unit Caller) -> Work<'unit> + Send + 'static,
    {
        self.run(effect, false, work).await
    }

    async fn run<W>(self, effect: Effect, administrators_only: bool, work: W) -> Response
    where
        W: for<'unit> FnOnce(&'unit mut Unit, &'unit Caller) -> Work<'unit> + Send + 'static,
    {
        let key = match IdempotencyKey::of(&self.parts, &self.body.bytes, &self.who(), &self.app) {
            Ok(key) => key,
            Err(refusal) => return refusal.into_response(),
        };
        let seen = self.caller;
        let request = UnitRequest {
            origin: Origin::of(&self.parts, &self.app),
            app: self.app,
            account: seen.account.id,
            effect,
            key,
            tx: self.tx,
        };
        request
            .run(move |unit| {
                Box::pin(async move {
                    let caller = unit.caller_now(seen).await?;
                    if administrators_only {
                        caller.administrate()?;
                    }
                    work(unit, &caller).await
                })
            })
            .await
    }
}

impl GuestCommand {
    /// Binds the request's idempotency key to what its sender shows, a login or a link: guests who do not know each other may happen
    /// upon the same key, and nobody is to learn anything by trying one.
    pub fn shows(&mut self, what: &Counter) {
        self.who = format!("guest {}", BASE64_URL.encode(what.key));
    }

    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The reply kept under the request's idempotency key, if it was done before.
    pub async fn kept_reply(&self) -> Result<Option<Reply>, Refusal> {
        kept_reply(&self.app, &self.parts, &self.body, &self.who).await
    }

    /// The fields of the body, which has to be there.
    pub fn fields(&self) -> Result<Fields, Refusal> {
        if self.body.is_empty() {
            return Err(ProblemCode::InvalidJson.into());
        }
        Ok(self.body.fields())
    }

    /// Keeps a reply that tells nothing, under the request's key, before what it asks for is begun beside it. `None` when the
    /// request was made before: it is answered alike, and not done again.
    pub async fn keep_ahead(&self, reply: &Reply) -> Result<Option<()>, Refusal> {
        let Some(key) = IdempotencyKey::of(&self.parts, &self.body.bytes, &self.who, &self.app)? else {
            return Ok(Some(()));
        };
        let mut tx = self.app.store.begin_write(Scope::NoAccount).await?;
        match kept::claim(&mut tx, &key.scope, &key.key, &key.request_mac, self.app.now()).await? {
            Claim::Fresh => {
                let sealed = IdempotencyKey::seal(reply, &self.app);
                kept::finish(&mut tx, &key.scope, &key.key, i64::from(reply.status()), &sealed).await?;
                tx.commit().await?;
                Ok(Some(()))
            }
            Claim::Done { .. } => Ok(None),
            Claim::Reused => Err(ProblemCode::IdempotencyKeyReused.into()),
        }
    }

    /// Runs a write in an account that the request itself led to.
    pub async fn write<W>(self, account: AccountId, effect: Effect, work: W) -> Response
    where
        W: for<'unit> FnOnce(&'unit mut Unit) -> Work<'unit> + Send + 'static,
    {
        let key = match IdempotencyKey::of(&self.parts, &self.body.bytes, &self.who, &self.app) {
            Ok(key) => key,
            Err(refusal) => return refusal.into_response(),
        };
        UnitRequest {
            origin: Origin::of(&self.parts, &self.app),
            app: self.app,
            account,
            effect,
            key,
            tx: None,
        }
        .run(work)
        .await
    }
}

async fn kept_reply(app: &App, parts: &Parts, body: &JsonBody, who: &str) -> Result<Option<Reply>, Refusal> {
    let Some(key) = IdempotencyKey::of(parts, &body.bytes, who, app)? else {
        return Ok(None);
    };
    let mut tx = app.store.begin_read(Scope::NoAccount).await?;
    let sealed = kept::kept(&mut tx, &key.scope, &key.key, &key.request_mac).await?;
    tx.commit().await?;
    match sealed {
        Some(sealed) => Ok(Some(again(&sealed, app).await?)),
        None => Ok(None),
    }
}

/// A kept reply, to be given again. Where it opened a session that has ended since, its token is worth nothing any more.
async fn again(sealed: &[u8], app: &App) -> Result<Reply, Refusal> {
    let reply = IdempotencyKey::unseal(sealed, app)?;
    if let Some(token) = reply.session_token() {
        let mut tx = app.store.begin_read(Scope::Platform).await?;
        Caller::load(&mut tx, token.hash(), app).await?;
        tx.commit().await?;
    }
    Ok(reply)
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
                    return again(&sealed_reply, &self.app).await;
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
