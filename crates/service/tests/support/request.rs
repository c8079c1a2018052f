use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, request::Builder};
use roster_contract::API_PREFIX;
use serde_json::Value;
use tower::ServiceExt;

use super::answer::Answer;
use super::people::Person;

/// A request about to be sent through the router.
#[derive(Debug)]
pub struct Call {
    router: Router,
    request: Builder,
    body: Vec<u8>,
}

impl Call {
    pub fn new(router: Router, method: &str, path: &str) -> Self {
        let uri = match path.strip_prefix('/') {
            Some(outside) if outside.starts_with('/') => outside.to_owned(),
            _ => format!("{API_PREFIX}{path}"),
        };
        let peer: SocketAddr = ([127, 0, 0, 1], 40_000).into();
        let request = Request::builder().method(method).uri(uri).extension(ConnectInfo(peer));
        Self {
            router,
            request,
            body: Vec::new(),
        }
    }

    /// By someone who is signed in.
    #[must_use]
    pub fn by(self, person: &Person) -> Self {
        let token = person.token.as_deref().expect("a person who is signed in");
        self.bearer(token)
    }

    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// From another network address than the usual one.
    #[must_use]
    pub fn sent_from(mut self, address: [u8; 4]) -> Self {
        self.request = self.request.extension(ConnectInfo(SocketAddr::from((address, 40_000))));
        self
    }

    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// With the version an edit is based on.
    #[must_use]
    pub fn if_match(self, version: i64) -> Self {
        self.header("if-match", &format!("\"{version}\""))
    }

    #[must_use]
    pub fn idempotency_key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.text(&body.to_string())
    }

    /// A body that may or may not be JSON, declared as such.
    #[must_use]
    pub fn text(self, body: &str) -> Self {
        self.bytes("application/json", body.as_bytes().to_vec())
    }

    #[must_use]
    pub fn bytes(mut self, content_type: &str, body: Vec<u8>) -> Self {
        self.body = body;
        self.header("content-type", content_type)
    }

    /// A body of which nothing is said.
    #[must_use]
    pub fn untold(mut self, body: &str) -> Self {
        self.body = body.as_bytes().to_vec();
        self
    }

    /// Sends it through another router than the world's own: another node's.
    #[must_use]
    pub fn to(mut self, router: &Router) -> Self {
        self.router = router.clone();
        self
    }

    pub async fn send(self) -> Answer {
        self.answer(true).await
    }

    /// The same, but a stream of events counts as answered once it begins: it has no end to wait for.
    pub async fn send_for_its_head(self) -> Answer {
        self.answer(false).await
    }

    async fn answer(self, to_the_end: bool) -> Answer {
        let request = self.request.body(Body::from(self.body)).expect("a request");
        let response = self.router.oneshot(request).await.expect("the router answers");
        let (status, headers) = (response.status(), response.headers().clone());
        let is_stream = headers
            .get("content-type")
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        if is_stream && !to_the_end {
            return Answer {
                status,
                headers,
                text: String::new(),
            };
        }
        let body = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .expect("a whole body");
        Answer {
            status,
            headers,
            text: String::from_utf8(body.to_vec()).expect("text"),
        }
    }
}
