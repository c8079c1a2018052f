//! A line to the real service, on which happens what a test wants to happen.

use std::sync::{Arc, Mutex};

use http::Method;
use roster_client::{Network, Pending, Reach, Transport, TransportError, TransportRequest, TransportResponse};
use roster_contract::{API_PREFIX, Problem, ProblemCode};

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Delivered,
    /// It never leaves the computer.
    Unsent,
    /// It is lost on its way, and nobody can know.
    Lost,
    /// The service gets it, and its answer is lost.
    AnswerLost,
    /// It is about to leave the computer, for ever.
    Held,
    /// The service gets it, and its answer is on its way for ever.
    AnswerDelayed,
    /// The service fails at it.
    Failed(ProblemCode),
}

/// Decides by the method and the path, without the API's prefix.
type Decide = Box<dyn Fn(&Method, &str) -> Fate + Send>;

/// A write that left the computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub what: String,
    pub key: String,
}

#[derive(Clone)]
pub struct Line(Arc<Inner>);

struct Inner {
    network: Network,
    decide: Mutex<Decide>,
    written: Mutex<Vec<Written>>,
    /// Whether the service has given an answer that is on its way for ever.
    answered: tokio::sync::watch::Sender<bool>,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Line")
    }
}

impl Line {
    pub fn new() -> Self {
        Self(Arc::new(Inner {
            network: Network::new().unwrap(),
            decide: Mutex::new(Box::new(|_, _| Fate::Delivered)),
            written: Mutex::default(),
            answered: tokio::sync::watch::Sender::default(),
        }))
    }

    /// From now on this decides.
    pub fn decide(&self, decide: impl Fn(&Method, &str) -> Fate + Send + 'static) {
        *self.0.decide.lock().unwrap() = Box::new(decide);
    }

    pub fn is_down(&self) {
        self.decide(|_, _| Fate::Unsent);
    }

    pub fn is_up(&self) {
        self.decide(|_, _| Fate::Delivered);
    }

    /// Each write meets this fate, and all else is delivered.
    pub fn writes_are(&self, fate: Fate) {
        self.decide(move |method, _| if *method == Method::GET { Fate::Delivered } else { fate });
    }

    /// What became of a change can be looked at, and none is written meanwhile: also not one that was about to leave.
    pub fn is_for_reading(&self) {
        self.writes_are(Fate::Unsent);
    }

    /// The writes with an idempotency key that left the computer, in their order.
    pub fn written(&self) -> Vec<Written> {
        self.0.written.lock().unwrap().clone()
    }

    /// Which ones: method and path.
    pub fn wrote(&self) -> Vec<String> {
        self.written().into_iter().map(|written| written.what).collect()
    }

    /// Waits, off any runtime, until an answer is on its way for ever.
    pub fn until_answered(&self) {
        let mut answered = self.0.answered.subscribe();
        let wait = async { answered.wait_for(|answered| *answered).await.map(|_| ()) };
        tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
            .block_on(wait)
            .unwrap();
    }

    fn fate(&self, request: &TransportRequest) -> Fate {
        (self.0.decide.lock().unwrap())(&request.method, path(request))
    }

    fn note(&self, request: Option<Written>) {
        self.0.written.lock().unwrap().extend(request);
    }
}

fn path(request: &TransportRequest) -> &str {
    request.url.path().strip_prefix(API_PREFIX).unwrap_or_default()
}

fn written(request: &TransportRequest) -> Option<Written> {
    let key = request.headers.get("idempotency-key")?;
    Some(Written {
        what: format!("{} {}", request.method, path(request)),
        key: key.to_str().unwrap().to_owned(),
    })
}

impl Transport for Line {
    fn send(&self, request: TransportRequest) -> Pending<'_, Result<TransportResponse, TransportError>> {
        let (fate, written) = (self.fate(&request), written(&request));
        Box::pin(async move {
            match fate {
                Fate::Delivered => {
                    self.note(written);
                    self.0.network.send(request).await
                }
                Fate::Unsent => Err(error(Reach::NotSent)),
                Fate::Lost => {
                    self.note(written);
                    Err(error(Reach::Sent))
                }
                // Noted once the service has done it.
                Fate::AnswerLost => {
                    self.0.network.send(request).await?;
                    self.note(written);
                    Err(error(Reach::CutOff))
                }
                Fate::Held => std::future::pending().await,
                Fate::AnswerDelayed => {
                    self.0.network.send(request).await?;
                    self.note(written);
                    self.0.answered.send_replace(true);
                    std::future::pending().await
                }
                Fate::Failed(code) => {
                    self.note(written);
                    Ok(failed(code))
                }
            }
        })
    }
}

fn error(reach: Reach) -> TransportError {
    TransportError {
        reason: "the line is bad".to_owned(),
        reach,
    }
}

fn failed(code: ProblemCode) -> TransportResponse {
    let body = serde_json::to_vec(&Problem::new(code)).unwrap();
    let chunks = futures_util::stream::iter([Ok(body.into())]);
    TransportResponse {
        status: http::StatusCode::from_u16(code.status()).unwrap(),
        headers: [(
            http::header::CONTENT_TYPE,
            http::HeaderValue::from_static("application/problem+json"),
        )]
        .into_iter()
        .collect(),
        body: Box::pin(chunks),
    }
}
