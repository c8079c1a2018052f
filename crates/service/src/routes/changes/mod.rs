//! The change feed, which replicas are kept up to date by.

mod cursor;
mod list;

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub fn router() -> Router<App> {
    Router::new().route("/changes", get(list::list))
}
