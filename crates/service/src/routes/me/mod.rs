//! One's own profile.

mod change_password;
mod end_other_sessions;
mod end_session;
mod get;
mod list_sessions;
mod own_password;
mod update;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{delete, get, post};
use jiff::Timestamp;
use roster_contract::Me;
use roster_store::accounts::AccountRecord;
use roster_store::users::UserRecord;

use crate::app::App;
use crate::kernel::reply::Reply;
use crate::views;

pub fn router() -> Router<App> {
    Router::new()
        .route("/me", get(get::get).patch(update::update))
        .route("/me/password", post(change_password::change_password))
        .route(
            "/me/sessions",
            get(list_sessions::list_sessions).delete(end_other_sessions::end_other_sessions),
        )
        .route("/me/sessions/{id}", delete(end_session::end_session))
}

/// Someone as they see themselves. An active user has no invitation.
fn reply(user: &UserRecord, account: &AccountRecord, now: Timestamp) -> Reply {
    let user = views::user(user, None, &user.actor(), now);
    let version = user.version;
    let account = views::account(account);
    Reply::json(StatusCode::OK, &Me { user, account }).with_version(version)
}
