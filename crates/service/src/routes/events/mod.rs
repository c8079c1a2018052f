//! Server-sent events: that the account has a new revision.

mod stream;
mod watch;

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub fn router() -> Router<App> {
    Router::new().route("/events", get(stream::stream))
}
