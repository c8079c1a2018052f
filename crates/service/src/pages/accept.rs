//! `POST /invitations/TOKEN`: sets the password, and with it accepts the invitation.

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use roster_contract::{Problem, ProblemCode};
use roster_domain::Language;
use roster_store::users::UserRecord;
use secrecy::SecretString;

use crate::app::App;
use crate::kernel::attempt::Attempt;
use crate::kernel::refusal::Refusal;
use crate::pages::form::{self, NotRead, Typed};
use crate::pages::link::{self, Invited};
use crate::pages::{language, view};
use crate::routes::invitations::accept::accept_invitation;

pub async fn accept(
    State(app): State<App>,
    token: Result<Path<String>, PathRejection>,
    request: Request<Body>,
) -> Response {
    let (parts, body) = request.into_parts();
    let chosen = language::chosen(parts.uri.query());
    let fallback = chosen.unwrap_or_else(|| language::accepted(&parts.headers));
    let Ok(Path(token)) = token else {
        return view::unknown(fallback);
    };
    let guess = match Attempt::from_address(&app, &parts).await {
        Ok(guess) => guess,
        Err(refusal) => return view::failed(refusal, fallback),
    };
    let invited = match link::open(&app, &token).await {
        Ok(Some(invited)) => invited,
        Ok(None) => return view::refused(guess.failed(ProblemCode::InvitationUnknown).await, fallback),
        Err(error) => return view::failed(error.into(), fallback),
    };
    let Some(user) = invited.awaited() else {
        return ended(&app, &parts, &token, &invited, chosen).await;
    };
    match form::read(&app, &parts, body, "password").await {
        Ok(Typed::Value(password)) => {
            let acceptance = Acceptance {
                app: &app,
                parts: &parts,
                token: &token,
                invited: &invited,
                user,
                chosen,
            };
            acceptance.make(password).await
        }
        Ok(Typed::Unreadable) => view::join(&invited, user, chosen, Some("unreadable")),
        Err(NotRead::Malformed(status)) => view::malformed(status, chosen.unwrap_or(invited.language)),
        Err(NotRead::Crowded(refusal)) => view::failed(refusal, chosen.unwrap_or(invited.language)),
    }
}

/// Uses a link that is not in force, whatever password came with it: that is refused, and noted.
async fn ended(app: &App, parts: &Parts, token: &str, invited: &Invited, chosen: Option<Language>) -> Response {
    match accept_invitation(app, parts, token, SecretString::default(), None).await {
        Err(refusal @ (Refusal::Wait(_) | Refusal::Fault(_))) => {
            view::failed(refusal, chosen.unwrap_or(invited.language))
        }
        _ => view::ended(invited, chosen, &app.settings.public_url),
    }
}

/// A password for an invitation that was in force a moment ago.
struct Acceptance<'a> {
    app: &'a App,
    parts: &'a Parts,
    token: &'a str,
    invited: &'a Invited,
    user: &'a UserRecord,
    /// The language chosen on the page, which becomes the user's.
    chosen: Option<Language>,
}

impl Acceptance<'_> {
    async fn make(&self, password: SecretString) -> Response {
        match accept_invitation(self.app, self.parts, self.token, password, self.chosen).await {
            Ok(()) => view::welcome(self.invited, self.user, self.chosen, &self.app.settings.public_url),
            Err(Refusal::Problem(problem)) => self.refused(*problem).await,
            Err(fault) => view::failed(fault, self.language()),
        }
    }

    async fn refused(&self, problem: Problem) -> Response {
        match problem.code {
            ProblemCode::InvalidFields => {
                let fault = problem.errors.iter().find(|error| error.field == "password");
                view::join(
                    self.invited,
                    self.user,
                    self.chosen,
                    fault.map(|error| error.code.as_str()),
                )
            }
            // Somebody else was quicker, or time was.
            ProblemCode::InvitationExpired | ProblemCode::InvitationUsed | ProblemCode::InvitationRevoked => {
                match link::open(self.app, self.token).await {
                    Ok(Some(invited)) => view::ended(&invited, self.chosen, &self.app.settings.public_url),
                    Ok(None) => view::unknown(self.language()),
                    Err(error) => view::failed(error.into(), self.language()),
                }
            }
            ProblemCode::InvitationUnknown => view::unknown(self.language()),
            _ => view::failed(problem.into(), self.language()),
        }
    }

    fn language(&self) -> Language {
        self.chosen.unwrap_or(self.invited.language)
    }
}
