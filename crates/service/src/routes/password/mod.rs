//! A password that was forgotten: asking for a link, and setting a new one with it; and the link that sets a communication email back,
//! which asks for a new password too.

pub mod forgotten;
pub mod reset;

use axum::Router;
use axum::routing::post;

use crate::app::App;

pub fn router() -> Router<App> {
    Router::new().route("/password/forgotten", post(forgotten::forgotten))
}
