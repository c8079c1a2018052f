use std::convert::Infallible;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use roster_domain::UserId;
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
        let text = Path::<String>::from_request_parts(parts, state).await.ok();
        let text = text.filter(|Path(text)| text.len() == ID_LENGTH);
        Ok(Self(
            text.and_then(|Path(text)| text.parse::<Uuid>().ok())
                .map(UserId::from_uuid),
        ))
    }
}
