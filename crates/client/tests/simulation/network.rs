//! The network between the desktops and the service: it carries nothing by itself. Whoever runs the simulation decides what
//! becomes of each request.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use futures_util::StreamExt;
use roster_client::{Pending, Reach, Transport, TransportBody, TransportError, TransportRequest, TransportResponse};
use tokio::sync::oneshot;

/// A request as it is on the wire.
#[derive(Debug, Clone)]
pub struct Sent {
    pub method: Method,
    pub path: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// An answer as it is on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub status: StatusCode,
    pub content_type: Option<HeaderValue>,
    pub body: Bytes,
}

/// A request whose desktop waits for what becomes of it.
#[derive(Debug)]
pub struct Parked {
    pub sent: Sent,
    reply: oneshot::Sender<Result<TransportResponse, TransportError>>,
}

/// One desktop's end of the network. At most one request is on it at a time, as the desktop works today.
#[derive(Debug, Clone, Default)]
pub struct Line(Arc<Mutex<Option<Parked>>>);

impl Line {
    pub fn is_busy(&self) -> bool {
        self.lock().is_some()
    }

    pub fn take(&self) -> Option<Parked> {
        self.lock().take()
    }

    pub fn sent(&self) -> Option<Sent> {
        self.lock().as_ref().map(|parked| parked.sent.clone())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Parked>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn carry(&self, request: TransportRequest) -> Result<TransportResponse, TransportError> {
        let (reply, answer) = oneshot::channel();
        let sent = Sent {
            method: request.method,
            path: request.url[url::Position::BeforePath..].to_owned(),
            headers: request.headers,
            body: request.body.unwrap_or_default(),
        };
        let before = self.lock().replace(Parked { sent, reply });
        assert!(before.is_none(), "a desktop sends one request at a time");
        answer.await.unwrap_or_else(|_| Err(broken(Reach::Sent)))
    }
}

impl Transport for Line {
    fn send(&self, request: TransportRequest) -> Pending<'_, Result<TransportResponse, TransportError>> {
        Box::pin(self.carry(request))
    }
}

impl Parked {
    /// The whole answer arrives.
    pub fn answer(self, answered: &Answered) {
        self.reply_with(Ok(response(answered, whole(answered.body.clone()))));
    }

    /// The answer breaks off after some of its body.
    pub fn answer_cut(self, answered: &Answered, at: usize) {
        let part = answered.body.slice(..at.min(answered.body.len().saturating_sub(1)));
        let parts = [Ok(part), Err(broken(Reach::CutOff))];
        let body: TransportBody = futures_util::stream::iter(parts).boxed();
        self.reply_with(Ok(response(answered, body)));
    }

    pub fn fail(self, reach: Reach) {
        self.reply_with(Err(broken(reach)));
    }

    fn reply_with(self, reply: Result<TransportResponse, TransportError>) {
        // That the desktop has been closed meanwhile is fine.
        let _ = self.reply.send(reply);
    }
}

/// A page of a network that wants to be paid first, or of a proxy.
pub fn page(status: StatusCode) -> Answered {
    Answered {
        status,
        content_type: Some(HeaderValue::from_static("text/html; charset=utf-8")),
        body: Bytes::from_static(b"<!doctype html><title>Welcome</title><p>Sign in to our network"),
    }
}

fn response(answered: &Answered, body: TransportBody) -> TransportResponse {
    let content_type = answered.content_type.clone();
    TransportResponse {
        status: answered.status,
        headers: content_type
            .into_iter()
            .map(|value| (header::CONTENT_TYPE, value))
            .collect(),
        body,
    }
}

fn whole(body: Bytes) -> TransportBody {
    futures_util::stream::iter([Ok(body)]).boxed()
}

fn broken(reach: Reach) -> TransportError {
    TransportError {
        reason: "the network is at fault".to_owned(),
        reach,
    }
}
