use axum::body::Body;
use axum::http::{HeaderMap, header};
use roster_contract::ProblemCode;
use serde_json::Value;

use crate::kernel::refusal::Refusal;

/// The largest body a route takes, unless it says otherwise.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// The largest body of `POST /users/bulk`.
pub const BULK_BODY_LIMIT: usize = 8 * 1024 * 1024;

/// A request's body: its bytes, which an idempotency key is compared by, and the JSON in it. `json` is absent when the
/// body is empty.
#[derive(Debug, Clone, Default)]
pub struct JsonBody {
    pub bytes: Vec<u8>,
    pub json: Option<Value>,
}

/// Reads a body, refusing in this order: another content type, too many bytes, not JSON.
pub async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<JsonBody, Refusal> {
    let declared = headers.get(header::CONTENT_TYPE).map(is_json);
    if declared == Some(false) {
        return Err(ProblemCode::UnsupportedMediaType.into());
    }
    let declared_length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if declared.is_none() && declared_length.is_some_and(|length| length > 0) {
        return Err(ProblemCode::UnsupportedMediaType.into());
    }
    if declared_length.is_some_and(|length| length > limit) {
        return Err(ProblemCode::BodyTooLarge.into());
    }
    let bytes = axum::body::to_bytes(body, limit)
        .await
        .map_err(|_| ProblemCode::BodyTooLarge)?
        .to_vec();
    if bytes.is_empty() {
        return Ok(JsonBody::default());
    }
    if declared.is_none() {
        return Err(ProblemCode::UnsupportedMediaType.into());
    }
    let json = serde_json::from_slice(&bytes).map_err(|_| ProblemCode::InvalidJson)?;
    Ok(JsonBody {
        bytes,
        json: Some(json),
    })
}

fn is_json(content_type: &axum::http::HeaderValue) -> bool {
    let essence = content_type
        .to_str()
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}
