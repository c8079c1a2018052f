//! Invitations: the links, and what becomes of them.

pub mod accept;
pub mod allowance;
mod copy_link;
pub mod delete;
pub mod invite;
mod resend;

use axum::Router;
use axum::routing::post;

use crate::app::App;

pub fn router() -> Router<App> {
    Router::new()
        .route("/users/{id}/invitation/resend", post(resend::resend))
        .route("/users/{id}/invitation/link", post(copy_link::copy_link))
        .route("/invitations/accept", post(accept::accept))
}
