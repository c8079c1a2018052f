//! The HTTP API: one folder a noun, one file a verb.

pub mod invitations;
mod users;

use axum::Router;

use crate::app::App;

/// Every route of the service.
pub fn router(app: App) -> Router {
    let api = Router::new()
        .merge(users::router())
        .merge(invitations::router());
    Router::new().nest(roster_contract::API_PREFIX, api).with_state(app)
}
