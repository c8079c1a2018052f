use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};
use url::Url;

use super::is_loopback;
use super::transport::{Reach, Transport, TransportError, TransportRequest, TransportResponse};
use crate::embedded::Pending;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The system gives nothing to make connections with.
#[derive(Debug, thiserror::Error)]
#[error("connections cannot be made: {0}")]
pub struct NetworkError(#[from] reqwest::Error);

/// The network as this computer reaches it: through the system's proxy, if one is set, and with the certificates that
/// the system trusts. Connections are kept and shared.
#[derive(Debug)]
pub struct Network(RwLock<Clients>);

#[derive(Debug, Clone)]
struct Clients {
    outward: Client,
    /// For this computer: never by way of a proxy, which would be shown the token.
    local: Client,
}

impl Network {
    pub fn new() -> Result<Self, NetworkError> {
        Ok(Self(RwLock::new(Clients::new()?)))
    }

    fn client_for(&self, url: &Url) -> Client {
        let clients = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if is_loopback(url) {
            clients.local.clone()
        } else {
            clients.outward.clone()
        }
    }
}

impl Clients {
    fn new() -> Result<Self, NetworkError> {
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
        })
    }
}

impl Transport for Network {
    fn send(&self, request: TransportRequest) -> Pending<'_, Result<TransportResponse, TransportError>> {
        Box::pin(carry(self.client_for(&request.url), request))
    }

    fn renew(&self) {
        match Clients::new() {
            Ok(clients) => *self.0.write().unwrap_or_else(PoisonError::into_inner) = clients,
            Err(error) => tracing::warn!(%error, "connections from before are used on"),
        }
    }
}

async fn carry(client: Client, request: TransportRequest) -> Result<TransportResponse, TransportError> {
    let mut going = client.request(request.method, request.url).headers(request.headers);
    if let Some(body) = request.body {
        going = going.body(body);
    }
    if let Some(timeout) = request.timeout {
        going = going.timeout(timeout);
    }
    let response = going.send().await?;
    Ok(TransportResponse {
        status: response.status(),
        headers: response.headers().clone(),
        body: response.bytes_stream().map_err(TransportError::from).boxed(),
    })
}

impl From<reqwest::Error> for TransportError {
    fn from(error: reqwest::Error) -> Self {
        // The URL is known and may hold what someone searched for; the causes say more than the outermost words.
        let reach = match () {
            () if error.is_connect() || error.is_builder() => Reach::NotSent,
            () if error.is_timeout() => Reach::Sent,
            () => Reach::CutOff,
        };
        let error = error.without_url();
        let mut reason = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            reason = format!("{reason}: {cause}");
            source = cause.source();
        }
        Self { reason, reach }
    }
}
