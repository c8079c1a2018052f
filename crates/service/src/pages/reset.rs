//! `GET` and `POST /password/reset/TOKEN`: sets a new password in the place of a forgotten one; and `/email/restore/TOKEN`, which sets
//! the communication email back as well. Looking uses nothing up.

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use roster_contract::ProblemCode;
use roster_domain::Language;
use secrecy::SecretString;

use crate::app::App;
use crate::kernel::attempt::Attempt;
use crate::kernel::password_reset::{self, Opened, Purpose};
use crate::kernel::refusal::Refusal;
use crate::pages::form::{self, NotRead, Typed};
use crate::pages::{language, password_view as view};
use crate::routes::password::reset;

type Token = Result<Path<String>, PathRejection>;

pub async fn show(State(app): State<App>, token: Token, request: Request<Body>) -> Response {
    show_for(Purpose::Forgotten, &app, token, &request.into_parts().0).await
}

pub async fn reset(State(app): State<App>, token: Token, request: Request<Body>) -> Response {
    reset_for(Purpose::Forgotten, app, token, request).await
}

pub async fn show_restoration(State(app): State<App>, token: Token, request: Request<Body>) -> Response {
    show_for(Purpose::Restoration, &app, token, &request.into_parts().0).await
}

pub async fn restore(State(app): State<App>, token: Token, request: Request<Body>) -> Response {
    reset_for(Purpose::Restoration, app, token, request).await
}

async fn show_for(purpose: Purpose, app: &App, token: Token, parts: &Parts) -> Response {
    let chosen = language::chosen(parts.uri.query());
    let fallback = chosen.unwrap_or_else(|| language::accepted(&parts.headers));
    // A path that is not even text is no link of ours.
    let Ok(Path(token)) = token else {
        return view::ended(purpose, fallback, &app.settings.public_url);
    };
    match password_reset::open(app, purpose, &token).await {
        Ok(Some(opened)) => view::reset(&opened.user, opened.restores_email(), chosen, None),
        Ok(None) => view::ended(purpose, fallback, &app.settings.public_url),
        Err(error) => view::failed(error.into(), fallback),
    }
}

async fn reset_for(purpose: Purpose, app: App, token: Token, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let chosen = language::chosen(parts.uri.query());
    let fallback = chosen.unwrap_or_else(|| language::accepted(&parts.headers));
    let Ok(Path(token)) = token else {
        return view::ended(purpose, fallback, &app.settings.public_url);
    };
    let opened = match open(&app, &parts, purpose, &token).await {
        Ok(Some(opened)) => opened,
        Ok(None) => return ended(&app, &parts, purpose, &token, fallback).await,
        Err(refusal) => return view::failed(refusal, fallback),
    };
    let form = Form {
        app: &app,
        parts: &parts,
        purpose,
        token: &token,
        opened: &opened,
        chosen,
    };
    match form::read(&app, &parts, body, "password").await {
        Ok(Typed::Value(password)) => form.set(password).await,
        Ok(Typed::Unreadable) => form.again(Some("unreadable")),
        Err(NotRead::Malformed(status)) => view::malformed(status, form.language()),
        Err(NotRead::Crowded(refusal)) => view::failed(refusal, form.language()),
    }
}

/// What the link opens; one that opens nothing counts as a guess.
async fn open(app: &App, parts: &Parts, purpose: Purpose, token: &str) -> Result<Option<Opened>, Refusal> {
    let guess = Attempt::from_address(app, parts).await?;
    match password_reset::open(app, purpose, token).await? {
        Some(opened) => Ok(Some(opened)),
        None => match guess.failed(ProblemCode::NotFound).await {
            Refusal::Problem(_) => Ok(None),
            refusal => Err(refusal),
        },
    }
}

/// A form of a link that was in force a moment ago.
struct Form<'a> {
    app: &'a App,
    parts: &'a Parts,
    purpose: Purpose,
    token: &'a str,
    opened: &'a Opened,
    chosen: Option<Language>,
}

impl Form<'_> {
    fn language(&self) -> Language {
        self.chosen.unwrap_or(self.opened.user.language)
    }

    fn again(&self, fault: Option<&str>) -> Response {
        view::reset(&self.opened.user, self.opened.restores_email(), self.chosen, fault)
    }

    async fn set(&self, password: SecretString) -> Response {
        let (app, parts) = (self.app, self.parts);
        match reset::reset(app, parts, self.purpose, self.token, password).await {
            Ok(()) => view::done(
                &self.opened.user,
                self.opened.restores_email(),
                self.language(),
                &app.settings.public_url,
            ),
            Err(Refusal::Problem(problem)) if problem.code == ProblemCode::InvalidFields => {
                let fault = problem.errors.first().map(|error| error.code.clone());
                self.again(fault.as_deref())
            }
            // Somebody else was quicker, or time was.
            Err(Refusal::Problem(problem)) if problem.code == ProblemCode::NotFound => {
                ended(app, parts, self.purpose, self.token, self.language()).await
            }
            Err(refusal) => view::failed(refusal, self.language()),
        }
    }
}

/// A link that opens nothing (any more) was used.
async fn ended(app: &App, parts: &Parts, purpose: Purpose, token: &str, language: Language) -> Response {
    match reset::note_refused(app, parts, purpose, token).await {
        Ok(()) => view::ended(purpose, language, &app.settings.public_url),
        Err(error) => view::failed(error.into(), language),
    }
}
