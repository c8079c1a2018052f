use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;
use roster_store::{Scope, StoreError, Tx};

use crate::app::App;
use crate::kernel::caller::{self, Caller};
use crate::kernel::refusal::Refusal;
use crate::roll::Roll;

/// A request to read, by someone who is signed in. Who they are and what they are shown come from one and the same state of
/// the database: nobody sees what was written after their rights to see it were taken.
#[derive(Debug)]
pub struct Reading {
    pub app: App,
    pub tx: Tx,
    pub now: Timestamp,
    pub caller: Caller,
}

impl FromRequestParts<App> for Reading {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let token_hash = caller::token_hash(parts)?;
        let mut tx = app.store.begin_read(Scope::Platform).await?;
        let caller = Caller::load(&mut tx, token_hash, app).await?;
        caller.note_activity(app);
        Ok(Self {
            app: app.clone(),
            tx,
            now: app.now(),
            caller,
        })
    }
}

impl Reading {
    /// What `look` sees in the roll of the caller's account; none where there is no roll of it in the state that this
    /// transaction sees.
    pub async fn look_at_roll<T>(&mut self, look: impl FnOnce(&Roll) -> T) -> Result<Option<T>, StoreError> {
        let (app, account) = (&self.app, &self.caller.account);
        app.rolls.look(&app.store, &mut self.tx, account, self.now, look).await
    }
}
