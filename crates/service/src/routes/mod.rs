//! The HTTP API: one folder a noun, one file a verb.

mod account;
mod audit;
mod changes;
mod events;
mod health;
pub mod invitations;
mod me;
pub mod openapi;
pub mod password;
pub mod sessions;
mod users;

use axum::Router;

use crate::app::App;
use crate::{layers, pages};

/// Every route of the service.
pub fn router(app: App) -> Router {
    let api = Router::new()
        .merge(users::router())
        .merge(invitations::router())
        .merge(sessions::router())
        .merge(me::router())
        .merge(password::router())
        .merge(account::router())
        .merge(audit::router())
        .merge(changes::router())
        .merge(events::router())
        .merge(openapi::router());
    let routes = Router::new()
        .nest(roster_contract::API_PREFIX, api)
        .merge(health::router())
        .merge(pages::router());
    layers::around(routes, &app).with_state(app)
}
