use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::ConnectInfo;
use axum::http::{Request, request::Builder};
use futures_util::{StreamExt, stream};
use hyper::body::{Frame, SizeHint};
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
    comes: Comes,
}

/// How a body comes.
#[derive(Debug, Clone, Copy)]
enum Comes {
    Whole,
    /// In pieces, its length not told beforehand.
    InPieces,
    /// As far as it is there; then the connection breaks.
    Broken,
    /// Not at all, though so many bytes were announced, if any number was.
    Never(Option<usize>),
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
            comes: Comes::Whole,
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

    /// A body whose length is not told beforehand. An empty media type is none.
    #[must_use]
    pub fn chunked(self, content_type: &str, body: &str) -> Self {
        self.coming(content_type, body, Comes::InPieces)
    }

    /// A body that ends before its end.
    #[must_use]
    pub fn broken(self, content_type: &str, body: &str) -> Self {
        self.coming(content_type, body, Comes::Broken)
    }

    /// A body of so many bytes, if any number is told, of which none ever comes.
    #[must_use]
    pub fn announcing(self, content_type: &str, length: Option<usize>) -> Self {
        self.coming(content_type, "", Comes::Never(length))
    }

    fn coming(mut self, content_type: &str, body: &str, comes: Comes) -> Self {
        self.comes = comes;
        if content_type.is_empty() {
            self.untold(body)
        } else {
            self.bytes(content_type, body.as_bytes().to_vec())
        }
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
        let body = body(self.comes, self.body);
        let request = self.request.body(body).expect("a request");
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

fn body(comes: Comes, bytes: Vec<u8>) -> Body {
    let pieces = |size: usize| -> Vec<io::Result<Bytes>> {
        bytes
            .chunks(size)
            .map(|piece| Ok(Bytes::copy_from_slice(piece)))
            .collect()
    };
    match comes {
        Comes::Whole => Body::from(bytes),
        Comes::InPieces => Body::from_stream(stream::iter(pieces(10_000))),
        Comes::Broken => {
            let end = stream::iter([Err(io::ErrorKind::UnexpectedEof.into())]);
            Body::from_stream(stream::iter(pieces(10_000)).chain(end))
        }
        Comes::Never(length) => Body::new(Nothing(length)),
    }
}

/// A body of which nothing comes.
struct Nothing(Option<usize>);

impl HttpBody for Nothing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Pending
    }

    fn size_hint(&self) -> SizeHint {
        self.0
            .map_or_else(SizeHint::default, |length| SizeHint::with_exact(length as u64))
    }
}
