//! `GET` and `POST /password/forgotten`: asks for a link with which to set a new password.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use secrecy::ExposeSecret;

use crate::app::App;
use crate::pages::form::{self, NotRead, Typed};
use crate::pages::{language, password_view as view};
use crate::routes::password::forgotten;

pub async fn show(uri: Uri, headers: HeaderMap) -> Response {
    let chosen = language::chosen(uri.query());
    view::forgotten(chosen.unwrap_or_else(|| language::accepted(&headers)), chosen, false)
}

pub async fn ask(State(app): State<App>, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let chosen = language::chosen(parts.uri.query());
    let language = chosen.unwrap_or_else(|| language::accepted(&parts.headers));
    let login_email = match form::read(&app, &parts, body, "loginEmail").await {
        Ok(Typed::Value(typed)) => typed.expose_secret().to_owned(),
        Ok(Typed::Unreadable) => return view::malformed(StatusCode::UNPROCESSABLE_ENTITY, language),
        Err(NotRead::Malformed(status)) => return view::malformed(status, language),
        Err(NotRead::Crowded(refusal)) => return view::failed(refusal, language),
    };
    if login_email.trim().is_empty() {
        return view::forgotten(language, chosen, true);
    }
    match forgotten::ask(&app, &parts, login_email).await {
        Ok(()) => view::sent(language),
        Err(refusal) => view::failed(refusal, language),
    }
}
