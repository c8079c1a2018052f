//! `GET /invitations/TOKEN`: what the link opens. Nothing is used up by looking.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

use crate::app::App;
use crate::pages::{language, link, view};

pub async fn show(
    State(app): State<App>,
    token: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let chosen = language::chosen(uri.query());
    let fallback = chosen.unwrap_or_else(|| language::accepted(&headers));
    // A path that is not even text is no link of ours.
    let Ok(Path(token)) = token else {
        return view::unknown(fallback);
    };
    match link::open(&app, &token).await {
        Ok(Some(invited)) => match invited.awaited() {
            Some(user) => view::join(&invited, user, chosen, None),
            None => view::ended(&invited, chosen, &app.settings.public_url),
        },
        Ok(None) => view::unknown(fallback),
        Err(error) => view::failed(error.into(), fallback),
    }
}
