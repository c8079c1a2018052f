//! The account's log of who did what.

pub mod export;
mod head;
mod list;
mod notes_written;
mod search;
mod show;

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub fn router() -> Router<App> {
    Router::new()
        .route("/audit", get(list::list))
        .route("/audit/export", get(export::export))
        .route("/audit/head", get(head::head))
}
