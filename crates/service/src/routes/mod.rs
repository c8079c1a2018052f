//! The HTTP API: one folder a noun, one file a verb.

pub mod invitations;
mod users;

use axum::Router;

use crate::app::App;

/// Every route of the service.
pub fn router(app: App) -> Router {
    Router::new().nest(roster_contract::API_PREFIX, users::router()).with_state(app)
}
