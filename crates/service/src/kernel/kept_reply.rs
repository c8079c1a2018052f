//! The reply that is kept under an idempotency key: it is given again to whoever repeats the request.

use axum::http::request::Parts;
use roster_store::Scope;
use roster_store::idempotency as kept;

use crate::app::App;
use crate::kernel::body::JsonBody;
use crate::kernel::caller::Caller;
use crate::kernel::idempotency::IdempotencyKey;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;

/// The reply kept under the request's idempotency key, if it was done before. `who` is whose key it is: keys of different senders
/// do not meet.
///
/// # Errors
/// Where the key is malformed or was used with another body, the database cannot be read, or the session that the reply opened
/// has ended.
pub async fn find(app: &App, parts: &Parts, body: &JsonBody, who: &str) -> Result<Option<Reply>, Refusal> {
    let Some(key) = IdempotencyKey::of(parts, &body.bytes, who, app)? else {
        return Ok(None);
    };
    let mut tx = app.store.begin_read(Scope::NoAccount).await?;
    let sealed = kept::kept(&mut tx, &key.scope, &key.key, &key.request_mac).await?;
    tx.commit().await?;
    match sealed {
        Some(sealed) => Ok(Some(read(&sealed, app).await?)),
        None => Ok(None),
    }
}

/// Unseals a kept reply, to be given again.
///
/// # Errors
/// Where it cannot be unsealed; and where it opened a session that has ended since, as its token is then worth nothing.
pub async fn read(sealed: &[u8], app: &App) -> Result<Reply, Refusal> {
    let reply = IdempotencyKey::unseal(sealed, app)?;
    if let Some(token) = reply.session_token() {
        let mut tx = app.store.begin_read(Scope::Platform).await?;
        Caller::load(&mut tx, token.hash(), app).await?;
        tx.commit().await?;
    }
    Ok(reply)
}
