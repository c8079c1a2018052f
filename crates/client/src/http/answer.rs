use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use roster_contract::{Problem, ProblemCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::retry_after::retry_after;
use super::transport::{Reach, TransportBody, TransportError, TransportResponse};

/// More than the largest page of the feed; an answer beyond it is not read to its end.
const MAX_BODY: usize = 64 << 20;

/// Why a call has no answer that can be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CallError {
    /// The service says why not.
    #[error("{}", .0.problem.detail)]
    Refused(Box<Refusal>),
    /// What stands before the service says that it cannot be asked now.
    #[error("the service cannot be asked now: {status}")]
    Busy {
        status: StatusCode,
        retry_after: Option<Duration>,
    },
    /// Nothing answered.
    #[error("the service cannot be reached: {reason}")]
    Unreachable { reason: String, reach: Reach },
    /// Something answered that is not Roster: a hotel's page, a wrong address.
    #[error("the answer is not Roster's: {0}")]
    NotRoster(String),
}

/// What the service says instead of doing it.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub problem: Problem,
    /// How long it asks to be left alone.
    pub retry_after: Option<Duration>,
}

impl From<Refusal> for CallError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl CallError {
    /// How long whoever answered asks to be left alone.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused(refusal) => refusal.retry_after,
            Self::Busy { retry_after, .. } => *retry_after,
            Self::Unreachable { .. } | Self::NotRoster(_) => None,
        }
    }

    /// Whether the service said that there is no such session any more. Only its own words count: what else says 401
    /// ends nothing.
    pub fn ends_session(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.problem.code == ProblemCode::SessionRequired)
    }

    /// What a second try comes to: that it did not leave says nothing of the first, which may have been done.
    pub fn after_another(self) -> Self {
        match self {
            Self::Unreachable {
                reason,
                reach: Reach::NotSent,
            } => Self::Unreachable {
                reason,
                reach: Reach::Sent,
            },
            other => other,
        }
    }
}

impl From<TransportError> for CallError {
    fn from(error: TransportError) -> Self {
        let TransportError { reason, reach } = error;
        Self::Unreachable { reason, reach }
    }
}

/// A body that may be empty: of a 204, or of a 202.
pub(crate) trait Answer: Sized {
    fn read(status: StatusCode, content_type: &str, body: Vec<u8>) -> Result<Self, CallError>;
}

impl Answer for () {
    fn read(status: StatusCode, _: &str, _: Vec<u8>) -> Result<Self, CallError> {
        if matches!(status, StatusCode::NO_CONTENT | StatusCode::ACCEPTED) {
            Ok(())
        } else {
            Err(not_roster(status, "it has a body where none is due"))
        }
    }
}

/// A body that is the JSON of a type.
#[derive(Debug)]
pub(crate) struct Json<T>(pub T);

impl<T: DeserializeOwned> Answer for Json<T> {
    fn read(status: StatusCode, content_type: &str, body: Vec<u8>) -> Result<Self, CallError> {
        read_json(status, content_type, || serde_json::from_slice(&body)).map(Self)
    }
}

fn read_json<T>(
    status: StatusCode,
    content_type: &str,
    read: impl FnOnce() -> serde_json::Result<T>,
) -> Result<T, CallError> {
    if content_type != "application/json" {
        return Err(not_roster(status, &format!("its type is {content_type:?}")));
    }
    read().map_err(|error| not_roster(status, &error.to_string()))
}

/// A long body in JSON of which a part is read at once, and the whole later.
#[derive(Debug)]
pub(crate) struct Unread<Part> {
    pub part: Part,
    pub whole: Body,
}

/// The body of an answer, in JSON.
#[derive(Debug)]
pub(crate) struct Body(String);

impl Body {
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, CallError> {
        serde_json::from_str(&self.0).map_err(|error| CallError::NotRoster(error.to_string()))
    }
}

impl<Part: DeserializeOwned> Answer for Unread<Part> {
    fn read(status: StatusCode, content_type: &str, body: Vec<u8>) -> Result<Self, CallError> {
        // Looked through once as a whole, and not at each of its texts, twice.
        let body = String::from_utf8(body).map_err(|error| not_roster(status, &error.to_string()))?;
        let part = read_json(status, content_type, || serde_json::from_str(&body))?;
        Ok(Self {
            part,
            whole: Body(body),
        })
    }
}

/// Reads an answer of that type, or what the service says instead. An answer that says nothing more for as long as
/// `silence` is cut off.
pub(crate) async fn read<T: Answer>(response: TransportResponse, silence: Duration) -> Result<T, CallError> {
    if !response.status.is_success() {
        return Err(refusal(response, silence).await);
    }
    let (status, content_type) = (response.status, content_type(&response.headers));
    let body = body(response, silence).await?;
    T::read(status, &content_type, body)
}

/// What an answer that is no success means.
pub(crate) async fn refusal(response: TransportResponse, silence: Duration) -> CallError {
    let (status, content_type) = (response.status, content_type(&response.headers));
    let retry_after = retry_after(status, &response.headers);
    if content_type == "application/problem+json" {
        let problem = body(response, silence).await.and_then(|body| problem(status, &body));
        return match problem {
            Ok(problem) => Refusal { problem, retry_after }.into(),
            Err(error) => error,
        };
    }
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        // A gateway in front of the service.
        return CallError::Busy { status, retry_after };
    }
    if status.is_redirection() {
        // Never followed: the token is for one address only.
        return not_roster(status, "it sends elsewhere");
    }
    not_roster(status, &format!("its type is {content_type:?}"))
}

/// What every problem has (RFC 9457), whatever its code.
#[derive(Deserialize)]
struct AnyProblem {
    detail: String,
}

fn problem(status: StatusCode, body: &[u8]) -> Result<Problem, CallError> {
    match serde_json::from_slice::<Problem>(body) {
        Ok(problem) if problem.status == status.as_u16() => Ok(problem),
        Ok(problem) => Err(not_roster(status, &format!("the problem says {}", problem.status))),
        // A code of a newer service: its words can be shown all the same.
        Err(error) => match serde_json::from_slice::<AnyProblem>(body) {
            Ok(any) if !status.is_server_error() => Ok(Problem {
                status: status.as_u16(),
                ..Problem::new(ProblemCode::InternalError).with_detail(any.detail)
            }),
            _ => Err(not_roster(status, &error.to_string())),
        },
    }
}

/// The media type alone, in lower case.
pub(crate) fn content_type(headers: &HeaderMap) -> String {
    let header = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

async fn body(response: TransportResponse, silence: Duration) -> Result<Vec<u8>, CallError> {
    let status = response.status;
    let mut chunks = response.body;
    let mut body = Vec::new();
    while let Some(chunk) = next_chunk(&mut chunks, silence).await? {
        if body.len() + chunk.len() > MAX_BODY {
            return Err(not_roster(status, "it does not end"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// The next part of a body, if it comes before the silence has lasted too long.
pub(crate) async fn next_chunk(body: &mut TransportBody, silence: Duration) -> Result<Option<Bytes>, CallError> {
    match tokio::time::timeout(silence, body.next()).await {
        Ok(chunk) => Ok(chunk.transpose()?),
        Err(_) => Err(gone_silent()),
    }
}

/// A connection on which nothing comes any more, not even its end.
pub(crate) fn gone_silent() -> CallError {
    CallError::Unreachable {
        reason: "it has gone silent".to_owned(),
        reach: Reach::Sent,
    }
}

fn not_roster(status: StatusCode, why: &str) -> CallError {
    CallError::NotRoster(format!("{status}, {why}"))
}
