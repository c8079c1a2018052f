//! The service itself, its router called without a socket.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::body::Bytes;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use roster_domain::SecretKey;
use roster_service::{App, Settings};
use roster_store::{DatabaseUrl, Store};
use roster_testkit::{FixedClock, SeededRandom};
use serde::de::DeserializeOwned;
use tower::ServiceExt;

use crate::network::{Answered, Sent};

const DATABASE: &str = "roster.db";
const BACKUP: &str = "backup.db";

/// The service over a database file in a folder.
#[derive(Debug)]
pub struct Service {
    pub app: App,
    router: Router,
    folder: PathBuf,
}

impl Service {
    pub async fn open(folder: &Path, clock: &FixedClock, random: Arc<SeededRandom>, key: SecretKey) -> Self {
        let store = store(folder).await;
        let app = App::new(store, Arc::new(clock.clone()), random, key, settings());
        Self {
            router: roster_service::router(app.clone()),
            app,
            folder: folder.to_owned(),
        }
    }

    /// Lets a request be handled to its end, and what it left to be done beside it.
    pub async fn handle(&self, sent: &Sent) -> Answered {
        let peer: SocketAddr = ([127, 0, 0, 1], 40_000).into();
        let mut request = Request::builder()
            .method(sent.method.clone())
            .uri(&sent.path)
            .extension(ConnectInfo(peer))
            .body(Body::from(sent.body.clone()))
            .unwrap();
        *request.headers_mut() = sent.headers.clone();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        self.app.pending_notes.written().await;
        Answered {
            status: parts.status,
            content_type: parts.headers.get(header::CONTENT_TYPE).cloned(),
            body,
        }
    }

    /// By someone with a token, directly.
    pub async fn ask(&self, method: Method, path: &str, token: &str, body: Option<&serde_json::Value>) -> Answered {
        let mut headers = HeaderMap::new();
        let bearer = HeaderValue::try_from(format!("Bearer {token}")).unwrap();
        headers.insert(header::AUTHORIZATION, bearer);
        headers.insert(header::IF_MATCH, HeaderValue::from_static("*"));
        if body.is_some() {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        let sent = Sent {
            method,
            path: format!("/api/v1{path}"),
            headers,
            body: body.map(|body| Bytes::from(body.to_string())).unwrap_or_default(),
        };
        self.handle(&sent).await
    }

    /// What someone with a token reads; nothing when they are refused.
    pub async fn read<T: DeserializeOwned>(&self, path: &str, token: &str) -> Option<T> {
        let answered = self.ask(Method::GET, path, token, None).await;
        (answered.status == StatusCode::OK).then(|| serde_json::from_slice(&answered.body).unwrap())
    }

    /// The process ends, whatever it was doing, and is started again.
    pub async fn crash(&mut self) {
        self.start_over(store(&self.folder).await);
    }

    /// Copies the database as it is.
    pub async fn back_up(&mut self) {
        self.app.store.close().await;
        std::fs::copy(self.folder.join(DATABASE), self.folder.join(BACKUP)).unwrap();
        self.start_over(store(&self.folder).await);
    }

    /// Goes back to the copy, if there is one.
    pub async fn restore(&mut self) -> bool {
        let backup = self.folder.join(BACKUP);
        if !backup.exists() {
            return false;
        }
        self.app.store.close().await;
        std::fs::copy(backup, self.folder.join(DATABASE)).unwrap();
        self.start_over(store(&self.folder).await);
        true
    }

    pub async fn close(self) {
        self.app.store.close().await;
    }

    fn start_over(&mut self, store: Store) {
        let app = App::new(
            store,
            self.app.clock.clone(),
            self.app.random.clone(),
            (*self.app.secret_key).clone(),
            settings(),
        );
        self.router = roster_service::router(app.clone());
        self.app = app;
    }
}

async fn store(folder: &Path) -> Store {
    let url: DatabaseUrl = format!("sqlite:{}", folder.join(DATABASE).display()).parse().unwrap();
    Store::open(&url).await.unwrap()
}

fn settings() -> Settings {
    Settings::new(crate::ADDRESS.parse().unwrap())
}
