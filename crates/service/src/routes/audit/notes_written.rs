use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::app::App;

/// Stands before [`Reading`](crate::kernel::reading::Reading) among a handler's arguments: the log is read once what was
/// begun before is in it.
pub struct NotesWritten;

impl FromRequestParts<App> for NotesWritten {
    type Rejection = Infallible;

    async fn from_request_parts(_parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        app.pending_notes.written().await;
        Ok(Self)
    }
}
