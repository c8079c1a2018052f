use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;
use roster_store::{Scope, Tx};

use crate::app::App;
use crate::kernel::caller::{self, Caller};
use crate::kernel::refusal::Refusal;

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
