//! What carries requests to the service.

use std::fmt::{self, Debug, Formatter};
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use futures_util::Stream;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use crate::embedded::Pending;

/// Carries one request to where its URL leads, and brings what answers there. It follows no redirection and repeats
/// nothing: whoever asks decides that.
pub trait Transport: Debug + Send + Sync {
    fn send(&self, request: TransportRequest) -> Pending<'_, Result<TransportResponse, TransportError>>;

    /// Uses no connection any more that it has kept: the network has been away, and they may be dead without knowing.
    fn renew(&self) {}
}

/// A request as it goes out.
pub struct TransportRequest {
    pub method: Method,
    pub url: Url,
    pub headers: HeaderMap,
    pub body: Option<Bytes>,
    /// How long it may take until the answer's body has ended; without, as long as it likes.
    pub timeout: Option<Duration>,
}

impl Debug for TransportRequest {
    /// Leaves out the headers, in which there is a token, and the body, in which there may be a password.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.url.path())
    }
}

/// An answer whose head has come. Its body, decompressed, follows.
pub struct TransportResponse {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: TransportBody,
}

impl Debug for TransportResponse {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.status)
    }
}

/// An answer's body as it comes; after an error it is cut short.
pub type TransportBody = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// Why there is no answer, or only a part of one.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{reason}")]
pub struct TransportError {
    /// In English, without the URL.
    pub reason: String,
    pub reach: Reach,
}

/// How far a request came that got no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The service did not hear of it.
    NotSent,
    /// The service may have done it.
    Sent,
    /// The same, and the connection broke under it: the next one may hold.
    CutOff,
}
