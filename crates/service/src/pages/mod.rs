//! The pages of the invited, `/invitations/TOKEN`, of those who forgot their password, `/password/…`, and of those
//! whose communication email somebody else changed, `/email/restore/TOKEN`.
//!
//! They work without JavaScript; `page.js` only adds comfort. Opening one changes nothing, because mail scanners open
//! links too: what accepts an invitation is the form, with a password in it.

mod accept;
mod forgotten;
mod form;
mod language;
pub mod link;
mod look;
pub mod password_view;
mod reset;
mod show;
pub mod view;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The pages, beside the API.
pub fn router() -> Router<App> {
    let pages = [
        ("/invitations/{token}", get(show::show).post(accept::accept)),
        ("/password/forgotten", get(forgotten::show).post(forgotten::ask)),
        ("/password/reset/{token}", get(reset::show).post(reset::reset)),
        (
            "/email/restore/{token}",
            get(reset::show_restoration).post(reset::restore),
        ),
    ];
    // Some programs that make links of addresses in mails add a slash.
    pages.into_iter().fold(Router::new(), |router, (path, page)| {
        router.route(path, page.clone()).route(&format!("{path}/"), page)
    })
}
