use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use roster_contract::{Problem, ProblemCode};
use roster_domain::{Denial, retry_after_seconds};
use roster_store::StoreError;

/// Why a request is not done: with words for its sender, or as a fault of ours.
#[derive(Debug)]
pub enum Refusal {
    Problem(Box<Problem>),
    /// Too much at once: the sender may try again after this long.
    Wait(SignedDuration),
    /// The account has sent all the invitations that it may for now; there is another after this long.
    OverQuota(SignedDuration),
    /// It would cause more mails of its kind than may be sent for now; there is another after this long.
    MailQuota(SignedDuration),
    Fault(StoreError),
}

/// The media type of RFC 9457.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What every 401 asks for (RFC 9110, section 15.5.2): the token of a session.
pub const CHALLENGE: &str = "Bearer";

/// How long to wait before trying again while the database cannot be reached, in seconds.
const UNAVAILABLE_RETRY_AFTER: HeaderValue = HeaderValue::from_static("2");

/// The refusal of what would be too much to hold at once; it says when to come back.
pub fn crowded() -> Refusal {
    let why = "The service is taking in as much as it can hold at once. Try again in a moment.";
    Problem::new(ProblemCode::Unavailable).with_detail(why).into()
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<ProblemCode> for Refusal {
    fn from(code: ProblemCode) -> Self {
        Problem::new(code).into()
    }
}

impl From<Denial> for Refusal {
    fn from(denial: Denial) -> Self {
        Problem::from(denial).into()
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Fault(error)
    }
}

impl Refusal {
    /// When to try again, as the header `Retry-After` says it, where that is known.
    pub fn retry_after(&self) -> Option<HeaderValue> {
        match self {
            Self::Wait(wait) | Self::OverQuota(wait) | Self::MailQuota(wait) => {
                Some(HeaderValue::from(retry_after_seconds(*wait)))
            }
            Self::Problem(problem) if problem.code == ProblemCode::Unavailable => Some(UNAVAILABLE_RETRY_AFTER),
            Self::Fault(error) if error.is_unavailable() => Some(UNAVAILABLE_RETRY_AFTER),
            Self::Problem(_) | Self::Fault(_) => None,
        }
    }

    /// The problem to answer with; a fault is logged here, and told to nobody outside.
    pub fn into_problem(self) -> Problem {
        match self {
            Self::Problem(problem) => *problem,
            Self::Wait(_) => ProblemCode::TooManyAttempts.into(),
            Self::OverQuota(_) => ProblemCode::InvitationQuota.into(),
            Self::MailQuota(_) => ProblemCode::MailQuota.into(),
            Self::Fault(error) if error.is_unavailable() => {
                tracing::warn!(%error, "the database is out of reach");
                ProblemCode::Unavailable.into()
            }
            Self::Fault(error) => {
                tracing::error!(%error, "a request failed inside the service");
                ProblemCode::InternalError.into()
            }
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let wait = self.retry_after();
        let problem = self.into_problem();
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&problem).expect("a problem is plain data");
        let mut response = (
            status,
            [(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON))],
            body,
        )
            .into_response();
        if status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(CHALLENGE));
        }
        if let Some(wait) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, wait);
        }
        response
    }
}
