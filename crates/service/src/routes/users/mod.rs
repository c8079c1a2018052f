//! The people of an account.

pub mod addressed;
mod create;
mod create_many;
mod cursor;
mod get;
mod list;
mod remove;
mod restore;
mod undo_removal;
mod update;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub fn router() -> Router<App> {
    Router::new()
        .route("/users", get(list::list).post(create::create))
        .route("/users/bulk", post(create_many::create_many))
        .route(
            "/users/{id}",
            get(get::get).patch(update::update).delete(remove::remove),
        )
        .route("/users/{id}/restore", post(restore::restore))
        .route("/users/{id}/undo-removal", post(undo_removal::undo_removal))
}
