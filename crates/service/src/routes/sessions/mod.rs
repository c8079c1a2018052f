//! Sessions: signing in and out.

mod create;
mod end;
mod new_device;
pub mod open;
pub mod proof;

use axum::Router;
use axum::routing::{delete, post};

use crate::app::App;

pub fn router() -> Router<App> {
    Router::new()
        .route("/sessions", post(create::create))
        .route("/sessions/current", delete(end::end))
}
