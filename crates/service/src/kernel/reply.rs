use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use roster_contract::{Problem, SignedIn};
use roster_domain::BearerToken;
use serde::{Deserialize, Serialize};

use crate::kernel::refusal::{CHALLENGE, PROBLEM_JSON, Refusal};

/// A reply as plain data, so that it can be kept under an idempotency key and given again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl std::fmt::Debug for Reply {
    /// Without the body, which may carry a link or a token.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Reply")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl Reply {
    /// A body as JSON.
    pub fn json(status: StatusCode, body: &impl Serialize) -> Self {
        Self {
            status: status.as_u16(),
            headers: vec![(header::CONTENT_TYPE.to_string(), "application/json".to_owned())],
            body: serde_json::to_string(body).expect("the contract's types are plain data"),
        }
    }

    /// 204, nothing to say.
    pub fn no_content() -> Self {
        Self::empty(StatusCode::NO_CONTENT)
    }

    /// A status without a body.
    pub fn empty(status: StatusCode) -> Self {
        Self {
            status: status.as_u16(),
            headers: Vec::new(),
            body: String::new(),
        }
    }

    /// What a refusal looks like, unless it is a fault of ours or only for the moment: those are never kept.
    pub fn of_refusal(refusal: Refusal) -> Result<Self, Refusal> {
        match refusal {
            Refusal::Problem(problem) => Ok(Self::of_problem(&problem)),
            passing @ (Refusal::Wait(_) | Refusal::OverQuota(_) | Refusal::MailQuota(_) | Refusal::Fault(_)) => {
                Err(passing)
            }
        }
    }

    fn of_problem(problem: &Problem) -> Self {
        let reply = Self {
            status: problem.status,
            headers: vec![(header::CONTENT_TYPE.to_string(), PROBLEM_JSON.to_owned())],
            body: serde_json::to_string(problem).expect("a problem is plain data"),
        };
        if problem.status == StatusCode::UNAUTHORIZED.as_u16() {
            return reply.with_header(&header::WWW_AUTHENTICATE, CHALLENGE);
        }
        reply
    }

    /// With a header more.
    #[must_use]
    pub fn with_header(mut self, name: &HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name.to_string(), value.into()));
        self
    }

    /// Says that there is a secret in it: nobody on the way is to keep it, nor to compress it beside what a stranger may have
    /// chosen, whose guesses would show in its length (BREACH).
    #[must_use]
    pub fn with_secret(self) -> Self {
        self.with_header(&header::CACHE_CONTROL, "no-store, no-transform")
    }

    /// The record's entity tag: its version, quoted (RFC 9110, section 8.8.3).
    #[must_use]
    pub fn with_version(self, version: i64) -> Self {
        self.with_header(&header::ETAG, format!("\"{version}\""))
    }

    /// The token of the session that it opened, if it did.
    pub fn session_token(&self) -> Option<BearerToken> {
        if self.status != StatusCode::CREATED.as_u16() {
            return None;
        }
        let signed_in: SignedIn = serde_json::from_str(&self.body).ok()?;
        BearerToken::parse(&signed_in.token).ok()
    }

    pub fn status(&self) -> u16 {
        self.status
    }

    /// The problem it tells of, if it does.
    pub fn problem(&self) -> Option<Problem> {
        (self.status >= 400)
            .then(|| serde_json::from_str(&self.body).ok())
            .flatten()
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}
