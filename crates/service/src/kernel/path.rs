use std::convert::Infallible;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use roster_domain::{SessionId, UserId};
use uuid::Uuid;

/// How long an id is in the one form that addresses have: groups of digits joined by hyphens.
const ID_LENGTH: usize = uuid::fmt::Hyphenated::LENGTH;

/// The user whose id stands in the request's path. What is no id names nobody; that it does is told only after everything
/// that the contract puts before a 404, so reading it never refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserPath(pub Option<UserId>);

impl<S: Send + Sync> FromRequestParts<S> for UserPath {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self(id(parts, state).await.map(UserId::from_uuid)))
    }
}

/// The same of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionPath(pub Option<SessionId>);

impl<S: Send + Sync> FromRequestParts<S> for SessionPath {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self(id(parts, state).await.map(SessionId::from_uuid)))
    }
}

async fn id<S: Send + Sync>(parts: &mut Parts, state: &S) -> Option<Uuid> {
    let Path(text) = Path::<String>::from_request_parts(parts, state).await.ok()?;
    (text.len() == ID_LENGTH).then(|| text.parse().ok()).flatten()
}
