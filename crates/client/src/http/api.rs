use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::Stream;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName, IF_MATCH};
use http::{HeaderMap, HeaderValue, StatusCode};
use roster_contract::API_PREFIX;
use roster_domain::Clock;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use url::Url;

use super::Call;
use super::answer::{Answer, CallError, Json, Unread, content_type, gone_silent, next_chunk, read, refusal};
use super::service_clock::ServiceClock;
use super::transport::{Reach, Transport, TransportBody, TransportRequest, TransportResponse};

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The longest that one call may take, its answer included: enough for a page of 5,000 users over a slow connection.
const CALL_TIMEOUT: Duration = Duration::from_mins(1);

/// Sends requests to services. Clones share the transport.
#[derive(Debug, Clone)]
pub(crate) struct Http {
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    silence: Duration,
}

impl Http {
    /// `silence` is how long the service may send nothing before the connection is given up.
    pub fn new(transport: Arc<dyn Transport>, clock: Arc<dyn Clock>, silence: Duration) -> Self {
        Self {
            transport,
            clock,
            silence,
        }
    }

    /// The service at an address. `token` is that of the session, if there is one.
    pub fn api(&self, base: Url, token: Option<SecretString>) -> Api {
        Api {
            http: self.clone(),
            base,
            token,
            service_clock: ServiceClock::default(),
        }
    }

    /// Uses new connections from now on.
    pub fn renew(&self) {
        self.transport.renew();
    }

    /// Sends the request, and returns as soon as the head of the response has arrived.
    async fn send(&self, request: TransportRequest) -> Result<TransportResponse, CallError> {
        match tokio::time::timeout(self.silence, self.transport.send(request)).await {
            Ok(response) => Ok(response?),
            Err(_) => Err(gone_silent()),
        }
    }
}

/// The service at one address, called with the token of a session or without one.
#[derive(Debug, Clone)]
pub(crate) struct Api {
    http: Http,
    base: Url,
    token: Option<SecretString>,
    service_clock: ServiceClock,
}

impl Api {
    /// How far the service's clock is ahead of this computer's.
    pub fn service_clock(&self) -> &ServiceClock {
        &self.service_clock
    }

    /// Sets how many seconds the service's clock is taken to be ahead of this computer's until the service answers.
    pub fn with_clock_ahead(self, seconds: i32) -> Self {
        Self {
            service_clock: ServiceClock::remembered(seconds),
            ..self
        }
    }

    /// Sends a call, and reads its answer as JSON.
    pub async fn call<T: DeserializeOwned>(&self, call: &Call) -> Result<T, CallError> {
        Ok(self.ask::<Json<T>>(call).await?.0)
    }

    /// Sends a call with a long answer, and reads only a part of it as JSON for now.
    pub async fn call_for_part<Part: DeserializeOwned>(&self, call: &Call) -> Result<Unread<Part>, CallError> {
        self.ask(call).await
    }

    /// Sends a call whose answer has no body.
    pub async fn call_for_nothing(&self, call: &Call) -> Result<(), CallError> {
        self.ask(call).await
    }

    /// Sends the call. If the connection breaks and the call may safely be repeated, sends it once more.
    async fn ask<T: Answer>(&self, call: &Call) -> Result<T, CallError> {
        match self.ask_once(call).await {
            Err(
                error @ CallError::Unreachable {
                    reach: Reach::CutOff, ..
                },
            ) if call.may_be_repeated() => {
                tracing::debug!(?call, %error, "a call is sent again");
                self.ask_once(call).await.map_err(CallError::after_another)
            }
            outcome => outcome,
        }
    }

    async fn ask_once<T: Answer>(&self, call: &Call) -> Result<T, CallError> {
        let request = TransportRequest {
            timeout: Some(CALL_TIMEOUT),
            ..self.request(call, "application/json")?
        };
        let response = self.http.send(request).await?;
        let headers = response.headers.clone();
        let answer = read(response, self.http.silence).await;
        // Only an answer of Roster's has the time of its service.
        if matches!(answer, Ok(_) | Err(CallError::Refused(_))) {
            self.service_clock.heard(&headers, self.http.clock.now());
        }
        answer
    }

    fn request(&self, call: &Call, accept: &'static str) -> Result<TransportRequest, CallError> {
        let url = format!("{}{API_PREFIX}{}", self.base.as_str().trim_end_matches('/'), call.path);
        Ok(TransportRequest {
            method: call.method.clone(),
            url: Url::parse(&url).map_err(unsendable)?,
            headers: self.headers(call, accept)?,
            body: call.body.clone().map(Bytes::from),
            timeout: None,
        })
    }

    fn headers(&self, call: &Call, accept: &'static str) -> Result<HeaderMap, CallError> {
        let mut headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]);
        if let Some(token) = &self.token {
            let bearer = format!("Bearer {}", token.expose_secret());
            let mut bearer = HeaderValue::try_from(bearer).map_err(unsendable)?;
            bearer.set_sensitive(true);
            headers.insert(AUTHORIZATION, bearer);
        }
        if let Some(key) = call.idempotency_key {
            let key = HeaderValue::try_from(key.to_string()).map_err(unsendable)?;
            headers.insert(IDEMPOTENCY_KEY, key);
        }
        if let Some(version) = call.if_match {
            let tag = HeaderValue::try_from(format!("\"{version}\"")).map_err(unsendable)?;
            headers.insert(IF_MATCH, tag);
        }
        if call.body.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        Ok(headers)
    }

    /// Downloads a file of the media type `wanted`, as a stream of its chunks. If the connection breaks, the stream ends with an error.
    pub async fn download(
        &self,
        call: &Call,
        wanted: &'static str,
    ) -> Result<impl Stream<Item = Result<Bytes, CallError>> + use<>, CallError> {
        self.open(self.request(call, wanted)?, wanted).await
    }

    /// Opens the stream of events after a revision. The service sends at least a comment every 15 s; if nothing comes for too long, the
    /// stream ends with an error.
    pub async fn events(&self, after: i64) -> Result<impl Stream<Item = Result<Bytes, CallError>> + use<>, CallError> {
        let wanted = "text/event-stream";
        let mut request = self.request(&Call::get("/events"), wanted)?;
        request.headers.insert(LAST_EVENT_ID, HeaderValue::from(after));
        self.open(request, wanted).await
    }

    async fn open(
        &self,
        request: TransportRequest,
        wanted: &'static str,
    ) -> Result<impl Stream<Item = Result<Bytes, CallError>> + use<>, CallError> {
        let response = self.http.send(request).await?;
        if response.status != StatusCode::OK {
            return Err(refusal(response, self.http.silence).await);
        }
        let content_type = content_type(&response.headers);
        if content_type != wanted {
            return Err(CallError::NotRoster(format!("it is {content_type:?}, not {wanted}")));
        }
        Ok(until_silent(response.body, self.http.silence))
    }
}

/// The error of a call that cannot be written as an HTTP request, and so was not sent.
fn unsendable(error: impl std::fmt::Display) -> CallError {
    CallError::Unreachable {
        reason: error.to_string(),
        reach: Reach::NotSent,
    }
}

/// The chunks of a body. If none comes for as long as `silence`, the stream ends with an error.
fn until_silent(body: TransportBody, silence: Duration) -> impl Stream<Item = Result<Bytes, CallError>> + use<> {
    futures_util::stream::try_unfold(body, move |mut body| async move {
        Ok(next_chunk(&mut body, silence).await?.map(|chunk| (chunk, body)))
    })
}
