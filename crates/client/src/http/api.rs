use std::time::Duration;

use futures_util::Stream;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, IF_MATCH};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, RequestBuilder, Response, StatusCode};
use roster_contract::API_PREFIX;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use url::Url;

use super::answer::{Answer, CallError, Json, Reach, content_type, read, refusal};
use super::{Call, is_loopback};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// A page of 5,000 users over a slow line takes a while.
const CALL_TIMEOUT: Duration = Duration::from_mins(1);
/// How often a call is sent before the service counts as out of reach, when sending it again does no harm.
const TRIES: usize = 2;

/// The connections, shared by all who call.
#[derive(Debug, Clone)]
pub(crate) struct Http {
    outward: Client,
    /// For this computer: never by way of a proxy, which would be shown the token.
    local: Client,
    silence: Duration,
}

impl Http {
    /// `silence` is how long a stream of events may say nothing before it counts as dead.
    pub fn new(silence: Duration) -> Result<Self, reqwest::Error> {
        let base = || -> ClientBuilder {
            Client::builder()
                .user_agent(concat!("Roster/", env!("CARGO_PKG_VERSION")))
                .connect_timeout(CONNECT_TIMEOUT)
                .redirect(Policy::none())
                .referer(false)
        };
        Ok(Self {
            outward: base().build()?,
            local: base().no_proxy().build()?,
            silence,
        })
    }

    pub fn api(&self, origin: Url, token: Option<SecretString>) -> Api {
        let client = if is_loopback(&origin) {
            &self.local
        } else {
            &self.outward
        };
        Api {
            client: client.clone(),
            origin,
            token,
            silence: self.silence,
        }
    }
}

/// The service at one address, as seen by one who is signed in there, or by nobody yet.
#[derive(Debug, Clone)]
pub(crate) struct Api {
    client: Client,
    origin: Url,
    token: Option<SecretString>,
    silence: Duration,
}

impl Api {
    /// Calls, and reads the answer as JSON.
    pub async fn call<T: DeserializeOwned>(&self, call: &Call) -> Result<T, CallError> {
        Ok(self.ask::<Json<T>>(call).await?.0)
    }

    /// Calls where the answer has no body.
    pub async fn call_for_nothing(&self, call: &Call) -> Result<(), CallError> {
        self.ask(call).await
    }

    /// Sends the call; and once more, when the connection broke under it and it does no harm.
    async fn ask<T: Answer>(&self, call: &Call) -> Result<T, CallError> {
        for _ in 1..TRIES {
            match self.ask_once(call).await {
                Err(
                    error @ CallError::Unreachable {
                        reach: Reach::CutOff, ..
                    },
                ) if call.may_be_repeated() => {
                    tracing::debug!(?call, %error, "a call is sent again");
                }
                outcome => return outcome,
            }
        }
        self.ask_once(call).await
    }

    async fn ask_once<T: Answer>(&self, call: &Call) -> Result<T, CallError> {
        read(
            self.request(call, "application/json")
                .timeout(CALL_TIMEOUT)
                .send()
                .await?,
        )
        .await
    }

    fn request(&self, call: &Call, accept: &'static str) -> RequestBuilder {
        let url = format!(
            "{}{API_PREFIX}{}",
            self.origin.as_str().trim_end_matches('/'),
            call.path
        );
        let mut request = self.client.request(call.method.clone(), url).header(ACCEPT, accept);
        if let Some(token) = &self.token {
            let mut value = HeaderValue::try_from(format!("Bearer {}", token.expose_secret()))
                .unwrap_or_else(|_| HeaderValue::from_static("Bearer"));
            value.set_sensitive(true);
            request = request.header(AUTHORIZATION, value);
        }
        if let Some(key) = call.idempotency_key {
            request = request.header("Idempotency-Key", key.to_string());
        }
        if let Some(version) = call.if_match {
            request = request.header(IF_MATCH, format!("\"{version}\""));
        }
        match &call.body {
            Some(body) => request.header(CONTENT_TYPE, "application/json").body(body.clone()),
            None => request,
        }
    }

    /// Opens the stream of events after a revision. It ends with an error when nothing, not even the comment that says
    /// "still here", came for too long.
    pub async fn events(
        &self,
        after: i64,
    ) -> Result<impl Stream<Item = Result<impl AsRef<[u8]> + use<>, CallError>> + use<>, CallError> {
        let request = self
            .request(&Call::get("/events"), "text/event-stream")
            .header("Last-Event-ID", after.to_string());
        let response =
            tokio::time::timeout(self.silence, request.send())
                .await
                .map_err(|_| CallError::Unreachable {
                    reason: "it does not answer".to_owned(),
                    reach: Reach::Sent,
                })??;
        let (status, content_type) = (response.status(), content_type(&response));
        if status != StatusCode::OK {
            return Err(refusal(status, &content_type, response).await);
        }
        if content_type != "text/event-stream" {
            return Err(CallError::NotRoster(format!("events of type {content_type:?}")));
        }
        Ok(until_silent(response, self.silence))
    }
}

/// The body's chunks, as long as they keep coming.
fn until_silent(
    response: Response,
    silence: Duration,
) -> impl Stream<Item = Result<impl AsRef<[u8]> + use<>, CallError>> + use<> {
    futures_util::stream::try_unfold(response, move |mut response| async move {
        match tokio::time::timeout(silence, response.chunk()).await {
            Ok(chunk) => Ok(chunk?.map(|chunk| (chunk, response))),
            Err(_) => Err(CallError::Unreachable {
                reason: "it has gone silent".to_owned(),
                reach: Reach::Sent,
            }),
        }
    })
}
