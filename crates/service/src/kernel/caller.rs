use axum::extract::FromRequestParts;
use axum::http::{header, request::Parts};
use jiff::{SignedDuration, Timestamp};
use roster_contract::ProblemCode;
use roster_domain::{Actor, BearerToken, SessionId, UserId, policy};
use roster_store::accounts::AccountRecord;
use roster_store::users::{self, UserRecord};
use roster_store::{Micros, Scope, Tx, sessions};

use crate::app::App;
use crate::kernel::refusal::Refusal;

/// How stale `lastActiveAt` may get, so that not every request writes.
const LAST_ACTIVE_GRANULARITY: SignedDuration = SignedDuration::from_mins(1);
/// How stale a session's `lastUsedAt` may get.
pub const LAST_USED_GRANULARITY: SignedDuration = SignedDuration::from_mins(5);

/// Who is asking: an active user with a session, as the database knows them at this moment.
#[derive(Debug, Clone)]
pub struct Caller {
    pub session: SessionId,
    /// When the session was last noted to be used.
    pub last_used_at: Timestamp,
    pub user: UserRecord,
    pub account: AccountRecord,
    /// The place of the last event in the account's log at this moment.
    pub audit_seq: i64,
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
        let found = sessions::caller(tx, &token_hash, app.sessions_going_on()).await?;
        let found = found.ok_or(ProblemCode::SessionRequired)?;
        Ok(Self {
            session: found.session,
            last_used_at: found.last_used_at,
            user: found.user,
            account: found.account,
            audit_seq: found.audit_seq,
            token_hash,
        })
    }

    /// The caller of a request, outside of any write.
    pub async fn of(parts: &Parts, app: &App) -> Result<Self, Refusal> {
        let token_hash = token_hash(parts)?;
        let mut tx = app.store.begin_read(Scope::Platform).await?;
        let caller = Self::of_request(token_hash, &mut tx, app).await?;
        tx.commit().await?;
        Ok(caller)
    }

    /// The caller of a request, read in a transaction for it.
    pub async fn of_request(token_hash: [u8; 32], tx: &mut Tx, app: &App) -> Result<Self, Refusal> {
        let caller = Self::load(tx, token_hash, app).await?;
        caller.note_activity(app);
        Ok(caller)
    }

    /// Brings the user's `lastActiveAt` and the session's `lastUsedAt` up to date beside the request. Losing that to a crash
    /// costs some minutes of accuracy.
    pub fn note_activity(&self, app: &App) {
        let last_active = self.user.last_active_at.map(Micros::timestamp);
        if last_active.is_none_or(|at| app.now().duration_since(at) >= LAST_ACTIVE_GRANULARITY) {
            self.note(app, Some(self.user.id));
        } else {
            self.note_use(app);
        }
    }

    fn note_use(&self, app: &App) {
        if app.now().duration_since(self.last_used_at) >= LAST_USED_GRANULARITY {
            self.note(app, None);
        }
    }

    fn note(&self, app: &App, active: Option<UserId>) {
        let (app, account, session, now) = (app.clone(), self.account.id, self.session, app.now());
        let pending = app.pending_notes.begin();
        tokio::spawn(async move {
            let noted = async {
                let mut tx = app.store.begin_write(Scope::Account(account)).await?;
                if let Some(user) = active {
                    users::set_last_active(&mut tx, account, user, now).await?;
                }
                sessions::set_last_used(&mut tx, session, now).await?;
                tx.commit().await
            };
            if let Err(error) = noted.await {
                tracing::debug!(%error, "the time of last use was not noted");
            }
            drop(pending);
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
