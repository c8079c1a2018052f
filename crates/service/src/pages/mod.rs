//! The pages of the invited: `GET` and `POST /invitations/TOKEN`.
//!
//! They work without JavaScript; `page.js` only adds comfort. Opening one changes nothing, because mail scanners open
//! links too: what accepts an invitation is the form, with a password in it.

mod accept;
mod form;
mod language;
pub mod link;
mod look;
mod show;
pub mod view;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The pages, beside the API.
pub fn router() -> Router<App> {
    Router::new().route("/invitations/{token}", get(show::show).post(accept::accept))
}
