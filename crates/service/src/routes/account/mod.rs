//! The account: its name and language, and whom to ask in it.

mod administrators;
mod get;
mod update;

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub fn router() -> Router<App> {
    Router::new()
        .route("/account", get(get::get).patch(update::update))
        .route("/account/administrators", get(administrators::administrators))
}
