//! Something that answers as Roster does for as long as a test wants it to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use roster_contract::{Account, Change, ChangeType, Changes, Problem, ProblemCode, SignedIn, User};
use roster_domain::{AccountId, Language, Permission, Role, UserId, UserStatus};
use tokio::net::TcpListener;
use uuid::Uuid;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: Method,
    pub path: String,
    pub authorization: Option<String>,
    pub idempotency_key: Option<String>,
}

/// What a test makes it do instead of answering as Roster.
pub type Instead = Box<dyn Fn(&Seen) -> Option<Response> + Send>;

#[derive(Clone)]
pub struct Impostor(Arc<Inner>);

struct Inner {
    url: String,
    seen: Mutex<Vec<Seen>>,
    instead: Mutex<Instead>,
    pages: Mutex<VecDeque<Changes>>,
}

impl Impostor {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let inner = Inner {
            url: format!("http://{}", listener.local_addr().unwrap()),
            seen: Mutex::default(),
            instead: Mutex::new(Box::new(|_| None)),
            pages: Mutex::default(),
        };
        let impostor = Self(Arc::new(inner));
        let router = Router::new().fallback(answer).with_state(impostor.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        impostor
    }

    pub fn url(&self) -> String {
        self.0.url.clone()
    }

    /// From now on, wherever this gives an answer, it is that one.
    pub fn instead(&self, instead: impl Fn(&Seen) -> Option<Response> + Send + 'static) {
        *self.0.instead.lock().unwrap() = Box::new(instead);
    }

    /// The pages of the feed, given one a request; afterwards there is no news.
    pub fn feed(&self, pages: impl IntoIterator<Item = Changes>) {
        self.0.pages.lock().unwrap().extend(pages);
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.0.seen.lock().unwrap().clone()
    }

    /// The requests to one path.
    pub fn seen_at(&self, path: &str) -> Vec<Seen> {
        self.seen()
            .into_iter()
            .filter(|seen| seen.path.starts_with(path))
            .collect()
    }

    fn roster(&self, seen: &Seen) -> Response {
        match (seen.method.as_str(), seen.path.split('?').next().unwrap()) {
            (_, path) if path != "/api/v1/sessions" && seen.authorization.is_none() => {
                problem(ProblemCode::SessionRequired)
            }
            ("POST", "/api/v1/sessions") => json(StatusCode::CREATED, &signed_in()),
            ("DELETE", "/api/v1/sessions/current") => StatusCode::NO_CONTENT.into_response(),
            ("GET", "/api/v1/me") => {
                let SignedIn { user, account, .. } = signed_in();
                json(StatusCode::OK, &roster_contract::Me { user, account })
            }
            ("GET", "/api/v1/changes") => {
                let next = self.0.pages.lock().unwrap().pop_front();
                json(StatusCode::OK, &next.unwrap_or_else(|| page(1, Vec::new())))
            }
            ("GET", "/api/v1/events") => events(),
            ("POST", "/api/v1/users") => json(StatusCode::CREATED, &user(77, "Max")),
            _ => problem(ProblemCode::NotFound),
        }
    }
}

async fn answer(State(impostor): State<Impostor>, request: Request) -> Response {
    let header = |name: &str| {
        request
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    let seen = Seen {
        method: request.method().clone(),
        path: request.uri().path_and_query().unwrap().to_string(),
        authorization: header("authorization"),
        idempotency_key: header("idempotency-key"),
    };
    impostor.0.seen.lock().unwrap().push(seen.clone());
    let instead = (impostor.0.instead.lock().unwrap())(&seen);
    instead.unwrap_or_else(|| impostor.roster(&seen))
}

/// A stream of events in which nothing ever happens, not even a comment.
fn events() -> Response {
    events_of(&[])
}

/// A stream that tells of these revisions, and then of nothing.
pub fn events_of(revisions: &[i64]) -> Response {
    let tell = |revision| format!("id: {revision}\nevent: revision\ndata: {{}}\n\n");
    let told: String = revisions.iter().map(tell).collect();
    silent("text/event-stream", format!(": hello\n\n{told}"))
}

/// An answer that stops before its end, on a connection that stays open.
pub fn silent(content_type: &'static str, beginning: impl AsRef<[u8]>) -> Response {
    let silence = futures_util::stream::pending::<Result<Bytes, std::io::Error>>();
    let opening = futures_util::stream::iter([Ok(Bytes::copy_from_slice(beginning.as_ref()))]);
    (
        [(header::CONTENT_TYPE, content_type)],
        Body::from_stream(opening.chain(silence)),
    )
        .into_response()
}

/// An answer that breaks off before its end.
pub fn broken() -> Response {
    let parts: [Result<Bytes, std::io::Error>; 2] = [
        Ok(Bytes::from_static(b"{\"id\":")),
        Err(std::io::Error::other("the line is cut")),
    ];
    (
        [(header::CONTENT_TYPE, "application/json")],
        Body::from_stream(futures_util::stream::iter(parts)),
    )
        .into_response()
}

pub fn html(status: StatusCode) -> Response {
    let page = "<!doctype html><title>Hotel</title><p>Sign in to our network";
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

pub fn json(status: StatusCode, body: &impl serde::Serialize) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, "application/json")],
        serde_json::to_vec(body).unwrap(),
    )
        .into_response()
}

pub fn problem(code: ProblemCode) -> Response {
    let problem = Problem::new(code);
    let status = StatusCode::from_u16(problem.status).unwrap();
    (
        status,
        [(header::CONTENT_TYPE, "application/problem+json")],
        serde_json::to_vec(&problem).unwrap(),
    )
        .into_response()
}

pub fn user(number: u128, first: &str) -> User {
    let at = "2026-03-02T09:00:00Z".parse::<jiff::Timestamp>().unwrap().into();
    User {
        id: UserId::from_uuid(Uuid::from_u128(number)),
        first_name: first.to_owned(),
        last_name: "Example".to_owned(),
        login_email: format!("user{number}@example.com"),
        communication_email: format!("user{number}@example.org"),
        language: Language::En,
        role: Role::Administrator,
        permissions: vec![Permission::BillingManager],
        status: UserStatus::Active,
        version: 1,
        created_at: at,
        updated_at: at,
        last_active_at: None,
        invitation: None,
    }
}

pub fn page(revision: i64, users: Vec<User>) -> Changes {
    let change = |user: User| Change {
        revision,
        kind: ChangeType::User,
        id: user.id,
        deleted: false,
        user: Some(user),
    };
    Changes {
        items: users.into_iter().map(change).collect(),
        revision,
        cursor: format!("cursor {revision} & more"),
        has_more: false,
        reset: false,
    }
}

fn signed_in() -> SignedIn {
    SignedIn {
        token: "the-secret-token".to_owned(),
        expires_at: "2027-03-02T09:00:00Z".parse::<jiff::Timestamp>().unwrap().into(),
        user: user(1, "Ada"),
        account: account(),
        device_token: "the-device-token".to_owned(),
    }
}

pub fn account() -> Account {
    Account {
        id: AccountId::from_uuid(Uuid::from_u128(9)),
        name: "Analytical Engines".to_owned(),
        language: Language::En,
    }
}
