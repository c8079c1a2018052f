//! The people of an account.

mod create;

use axum::Router;
use axum::routing::post;

use crate::app::App;

pub fn router() -> Router<App> {
    Router::new().route("/users", post(create::create))
}
