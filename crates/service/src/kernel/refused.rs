//! Notes what was refused in the log of the account it was tried on.

use roster_contract::ProblemCode;
use roster_domain::{AccountId, Counter};
use roster_store::users::UserRecord;
use roster_store::{StoreError, attempts};
use serde_json::json;

use crate::app::App;
use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::origin::Origin;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Outcome, Unit, UnitRequest};

/// Something that was tried and refused.
#[derive(Debug)]
pub struct Refused {
    pub account: AccountId,
    pub action: &'static str,
    /// Who tried; absent when nobody had signed in.
    pub actor: Option<UserRecord>,
    /// Whom it was about; absent when they are gone.
    pub user: Option<UserRecord>,
    /// Why, where the action alone does not say it.
    pub reason: Option<ProblemCode>,
    /// Where nothing else slows down who tries again: what the notes are counted under, so that nobody fills the log.
    pub noted_under: Option<Counter>,
}

impl Refused {
    /// A try by nobody who had signed in, for a reason that the action says.
    pub fn of(action: &'static str, user: UserRecord) -> Self {
        Self {
            account: user.account_id,
            action,
            actor: None,
            user: Some(user),
            reason: None,
            noted_under: None,
        }
    }

    /// Writes the event beside the reply: a reply that waited for it would tell by its time that the login exists. And what
    /// is refused leaves nothing in a transaction of its own.
    pub fn note(self, app: &App, origin: Origin) {
        let pending = app.pending_notes.begin();
        let request = UnitRequest {
            app: app.clone(),
            account: self.account,
            origin,
            effect: Effect::SessionOnly,
            key: None,
            tx: None,
        };
        tokio::spawn(async move {
            let action = self.action;
            let noted = request.decide(move |unit| Box::pin(self.write(unit)));
            if noted.await.is_err() {
                tracing::warn!(action, "what was refused was not noted");
            }
            drop(pending);
        });
    }

    async fn write(self, unit: &mut Unit) -> Result<Outcome, Refusal> {
        if !self.is_worth_another(unit).await? {
            return Ok(Outcome::Unchanged(Reply::no_content()));
        }
        let reason = self.reason.map(|code| json!(code.as_str()));
        let changes = Changes::default().field("reason", None, reason);
        let target = self.user.as_ref().map(Target::user);
        unit.audit(self.actor.as_ref(), self.action, target, changes);
        Ok(Outcome::Changed(Reply::no_content()))
    }

    /// Whether one more event says something; it is then counted.
    async fn is_worth_another(&self, unit: &mut Unit) -> Result<bool, StoreError> {
        let Some(counter) = &self.noted_under else {
            return Ok(true);
        };
        let noted = attempts::get(&mut unit.tx, counter).await?;
        if noted.is_some_and(|noted| counter.throttle.wait(&noted, unit.now).is_some()) {
            return Ok(false);
        }
        attempts::count_failure(&mut unit.tx, counter, unit.now).await?;
        Ok(true)
    }
}
