//! The HTTP API: one folder a noun, one file a verb.

pub mod invitations;
pub mod sessions;
mod users;

use axum::Router;

use crate::app::App;
use crate::pages;

/// Every route of the service.
pub fn router(app: App) -> Router {
    let api = Router::new()
        .merge(users::router())
        .merge(invitations::router())
        .merge(sessions::router());
    Router::new()
        .nest(roster_contract::API_PREFIX, api)
        .merge(pages::router())
        .with_state(app)
}
