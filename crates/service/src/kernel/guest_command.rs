//! A request to write by someone who is not signed in.

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64_URL;
use roster_contract::ProblemCode;
use roster_domain::{AccountId, Counter};
use roster_store::Scope;
use roster_store::idempotency::{self as kept, Claim};

use crate::app::App;
use crate::kernel::body::{Arriving, GUEST_BODY_LIMIT, JsonBody};
use crate::kernel::fields::Fields;
use crate::kernel::idempotency::IdempotencyKey;
use crate::kernel::kept_reply;
use crate::kernel::origin::Origin;
use crate::kernel::query;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Unit, UnitRequest, Work};

/// A request to write, by someone who is not signed in: a sign-in, an invitation accepted.
#[derive(Debug)]
pub struct GuestCommand {
    pub app: App,
    parts: Parts,
    body: JsonBody,
    /// Whose its idempotency key is.
    who: String,
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
        kept_reply::find(&self.app, &self.parts, &self.body, &self.who).await
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
