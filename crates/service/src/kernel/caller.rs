use axum::extract::FromRequestParts;
use axum::http::{header, request::Parts};
use jiff::SignedDuration;
use roster_contract::ProblemCode;
use roster_domain::{Actor, BearerToken, SessionId, policy};
use roster_store::accounts::AccountRecord;
use roster_store::users::UserRecord;
use roster_store::{Scope, Tx, sessions};

use crate::app::App;
use crate::kernel::refusal::Refusal;

/// How stale `lastActiveAt` may get, so that not every request writes.
const LAST_ACTIVE_GRANULARITY: SignedDuration = SignedDuration::from_mins(1);

/// Who is asking: an active user with a session, as the database knows them at this moment.
#[derive(Debug, Clone)]
pub struct Caller {
    pub session: SessionId,
    pub user: UserRecord,
    pub account: AccountRecord,
    /// What names the session in the database.
    pub token_hash: [u8; 32],
}

impl Caller {
    /// The caller as policy sees them.
    pub fn actor(&self) -> Actor {
        self.user.actor()
    }

    /// Refuses one who is no administrator (rule 1).
    pub fn administrate(&self) -> Result<(), Refusal> {
        Ok(policy::administrate(&self.actor())?)
    }

    /// The caller of a token, read in this transaction: the session goes on, the user is active.
    pub async fn load(tx: &mut Tx, token_hash: [u8; 32], app: &App) -> Result<Self, Refusal> {
        let found = sessions::caller(tx, &token_hash, app.now()).await?;
        let (session, user, account) = found.ok_or(ProblemCode::SessionRequired)?;
        Ok(Self {
            session,
            user,
            account,
            token_hash,
        })
    }

    /// The caller of a request, outside of any write.
    pub async fn of(parts: &Parts, app: &App) -> Result<Self, Refusal> {
        let token_hash = token_hash(parts)?;
        let mut tx = app.store.begin_read(Scope::Platform).await?;
        let caller = Self::load(&mut tx, token_hash, app).await?;
        tx.commit().await?;
        caller.note_activity(app);
        Ok(caller)
    }

    /// Brings `lastActiveAt` up to date beside the request. Losing it to a crash costs a minute of accuracy.
    pub fn note_activity(&self, app: &App) {
        let now = app.now();
        let fresh = self
            .user
            .last_active_at
            .is_some_and(|at| now.duration_since(at.timestamp()) < LAST_ACTIVE_GRANULARITY);
        if fresh {
            return;
        }
        let (app, account, user, session) = (app.clone(), self.account.id, self.user.id, self.session);
        tokio::spawn(async move {
            let noted = async {
                let mut tx = app.store.begin_write(Scope::Account(account)).await?;
                roster_store::users::set_last_active(&mut tx, user, now).await?;
                sessions::set_last_used(&mut tx, session, now).await?;
                tx.commit().await
            };
            if let Err(error) = noted.await {
                tracing::debug!(%error, "the time of last activity was not noted");
            }
        });
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        Self::of(parts, app).await
    }
}

/// The hash of the bearer token (RFC 6750) of a request.
pub fn token_hash(parts: &Parts) -> Result<[u8; 32], Refusal> {
    let header = parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let (scheme, token) = header
        .and_then(|value| value.split_once(' '))
        .ok_or(ProblemCode::SessionRequired)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(ProblemCode::SessionRequired.into());
    }
    let token = BearerToken::parse(token.trim()).map_err(|_| ProblemCode::SessionRequired)?;
    Ok(token.hash())
}
