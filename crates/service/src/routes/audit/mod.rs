//! The account's log of who did what.

mod list;

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub fn router() -> Router<App> {
    Router::new().route("/audit", get(list::list))
}
