//! `GET` and `POST /password/reset/TOKEN`: sets a new password in the place of a forgotten one. Looking uses nothing up.

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use roster_contract::ProblemCode;
use roster_domain::Language;
use secrecy::SecretString;

use crate::app::App;
use crate::kernel::attempt::Attempt;
use crate::kernel::refusal::Refusal;
use crate::pages::form::{self, NotRead, Typed};
use crate::pages::{language, password_view as view};
use crate::routes::password::reset::{self, Forgetful};

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
        return view::ended(fallback, &app.settings.public_url);
    };
    match reset::open(&app, &token).await {
        Ok(Some(forgetful)) => view::reset(&forgetful.user, chosen, None),
        Ok(None) => view::ended(fallback, &app.settings.public_url),
        Err(error) => view::failed(error.into(), fallback),
    }
}

pub async fn reset(
    State(app): State<App>,
    token: Result<Path<String>, PathRejection>,
    request: Request<Body>,
) -> Response {
    let (parts, body) = request.into_parts();
    let chosen = language::chosen(parts.uri.query());
    let fallback = chosen.unwrap_or_else(|| language::accepted(&parts.headers));
    let Ok(Path(token)) = token else {
        return view::ended(fallback, &app.settings.public_url);
    };
    match open(&app, &parts, &token).await {
        Ok(Some(forgetful)) => {
            let language = chosen.unwrap_or(forgetful.user.language);
            match form::read(&app, &parts, body, "password").await {
                Ok(Typed::Value(password)) => set(&app, &parts, &token, &forgetful, chosen, password).await,
                Ok(Typed::Unreadable) => view::reset(&forgetful.user, chosen, Some("unreadable")),
                Err(NotRead::Malformed(status)) => view::malformed(status, language),
                Err(NotRead::Crowded(refusal)) => view::failed(refusal, language),
            }
        }
        Ok(None) => ended(&app, &parts, &token, fallback).await,
        Err(refusal) => view::failed(refusal, fallback),
    }
}

/// What the link opens; one that opens nothing counts as a guess.
async fn open(app: &App, parts: &Parts, token: &str) -> Result<Option<Forgetful>, Refusal> {
    let guess = Attempt::from_address(app, parts).await?;
    match reset::open(app, token).await? {
        Some(forgetful) => Ok(Some(forgetful)),
        None => match guess.failed(ProblemCode::NotFound).await {
            Refusal::Problem(_) => Ok(None),
            refusal => Err(refusal),
        },
    }
}

async fn set(
    app: &App,
    parts: &Parts,
    token: &str,
    forgetful: &Forgetful,
    chosen: Option<Language>,
    password: SecretString,
) -> Response {
    let language = chosen.unwrap_or(forgetful.user.language);
    match reset::reset(app, parts, token, password).await {
        Ok(()) => view::done(&forgetful.user, language, &app.settings.public_url),
        Err(Refusal::Problem(problem)) if problem.code == ProblemCode::InvalidFields => {
            let fault = problem.errors.first().map(|error| error.code.clone());
            view::reset(&forgetful.user, chosen, fault.as_deref())
        }
        // Somebody else was quicker, or time was.
        Err(Refusal::Problem(problem)) if problem.code == ProblemCode::NotFound => {
            ended(app, parts, token, language).await
        }
        Err(refusal) => view::failed(refusal, language),
    }
}

/// A link that opens nothing (any more) was used.
async fn ended(app: &App, parts: &Parts, token: &str, language: Language) -> Response {
    match reset::note_refused(app, parts, token).await {
        Ok(()) => view::ended(language, &app.settings.public_url),
        Err(error) => view::failed(error.into(), language),
    }
}
