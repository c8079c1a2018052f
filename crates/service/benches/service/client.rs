//! One connection to the service that is kept: as little work for this side as HTTP allows.

use std::net::SocketAddr;

use http::{Method, Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;

use crate::node::PASSWORD;

#[derive(Debug)]
pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    token: Option<String>,
}

/// A request to be sent.
#[derive(Debug, Clone)]
pub struct Call {
    pub method: Method,
    /// Below `/api/v1`.
    pub path: String,
    pub body: Option<Value>,
    pub expected: StatusCode,
}

impl Call {
    pub fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::GET,
            path: path.into(),
            body: None,
            expected: StatusCode::OK,
        }
    }

    pub fn post(path: &str, body: Value, expected: StatusCode) -> Self {
        Self {
            method: Method::POST,
            path: path.to_owned(),
            body: Some(body),
            expected,
        }
    }
}

impl Client {
    pub async fn connect(address: SocketAddr, token: Option<&str>) -> Self {
        let stream = TcpStream::connect(address).await.expect("it listens");
        stream.set_nodelay(true).expect("a socket");
        let (sender, connection) = handshake(TokioIo::new(stream)).await.expect("it speaks HTTP");
        tokio::spawn(connection);
        Self {
            sender,
            token: token.map(str::to_owned),
        }
    }

    /// Sends a request and reads the whole reply.
    pub async fn send(&mut self, call: &Call) -> Bytes {
        let (status, body) = self.ask(call, None).await;
        assert_eq!(status, call.expected, "{}: {body:?}", call.path);
        body
    }

    /// The same with the reply packed, as a desktop asks for it.
    pub async fn send_packed(&mut self, call: &Call) -> Bytes {
        let (status, body) = self.ask(call, Some("zstd")).await;
        assert_eq!(status, call.expected, "{}", call.path);
        body
    }

    /// What is answered, whatever it is.
    pub async fn ask(&mut self, call: &Call, encoding: Option<&str>) -> (StatusCode, Bytes) {
        let path = format!("/api/v1{}", call.path);
        let mut request = Request::builder()
            .method(&call.method)
            .uri(path)
            .header("host", "127.0.0.1");
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(encoding) = encoding {
            request = request.header("accept-encoding", encoding);
        }
        if call.body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let body = call.body.as_ref().map(Value::to_string).unwrap_or_default();
        let request = request.body(Full::from(body)).expect("a request");
        self.sender.ready().await.expect("the connection is kept");
        let reply = self.sender.send_request(request).await.expect("a reply");
        let status = reply.status();
        (status, reply.into_body().collect().await.expect("all of it").to_bytes())
    }

    pub async fn json(&mut self, call: &Call) -> Value {
        serde_json::from_slice(&self.send(call).await).expect("JSON")
    }
}

/// What an administrator signs in with.
pub fn credentials(login_email: &str) -> Value {
    json!({ "loginEmail": login_email, "password": PASSWORD })
}

pub async fn sign_in(address: SocketAddr, login_email: &str) -> String {
    let call = Call::post("/sessions", credentials(login_email), StatusCode::CREATED);
    let session = Client::connect(address, None).await.json(&call).await;
    session["token"].as_str().expect("a token").to_owned()
}
