//! A request to write by someone who is signed in: what extracts it from HTTP, and what runs its write.

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use roster_contract::ProblemCode;
use roster_store::{Scope, Tx};

use crate::app::App;
use crate::kernel::body::{Arriving, BODY_LIMIT, JsonBody};
use crate::kernel::caller::{self, Caller};
use crate::kernel::fields::Fields;
use crate::kernel::idempotency::IdempotencyKey;
use crate::kernel::kept_reply;
use crate::kernel::origin::Origin;
use crate::kernel::query;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Unit, UnitRequest, Work};

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

impl FromRequest<App> for Command {
    type Rejection = Refusal;

    async fn from_request(request: Request<Body>, app: &App) -> Result<Self, Refusal> {
        Self::read(request, app, BODY_LIMIT).await
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
        kept_reply::find(&self.app, &self.parts, &self.body, &self.who()).await
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
