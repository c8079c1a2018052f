//! What stands around every route: answers where there is none, headers, compression, and the log of requests.

use std::any::Any;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use roster_contract::ProblemCode;
use tokio::time::Instant;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};
use tracing::Instrument;

use crate::app::App;
use crate::connections::framing;
use crate::kernel::refusal::{PROBLEM_JSON, Refusal};

/// Below this many bytes, compressing makes an answer no sooner.
const COMPRESS_ABOVE: u64 = 860;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// For answers that do not bring their own. Nothing here is to be kept, framed, or taken for another type than it is.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'",
    ),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// A year. Only said where the service is reached over TLS.
const STRICT_TRANSPORT: &str = "max-age=31536000";

/// Puts the layers around the routes.
pub fn around(routes: Router<App>, app: &App) -> Router<App> {
    routes
        .fallback(async || Refusal::from(ProblemCode::NotFound))
        .method_not_allowed_fallback(async || Refusal::from(ProblemCode::MethodNotAllowed))
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(COMPRESS_ABOVE).and(may_be_compressed)))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(middleware::from_fn_with_state(app.clone(), add_headers))
        .layer(middleware::from_fn_with_state(app.clone(), log))
}

/// Events have to leave one by one; a page, or a reply that says so, may hold a secret beside what a stranger chose: all of these
/// stay as they are.
fn may_be_compressed(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let is_json = kind.is_some_and(|kind| kind.starts_with(b"application/json") || kind == PROBLEM_JSON.as_bytes());
    let caching = headers.get(header::CACHE_CONTROL).and_then(|value| value.to_str().ok());
    is_json && !caching.is_some_and(|caching| caching.contains("no-transform"))
}

/// What the panic said is on standard error, by Rust's own hook; it is told to nobody outside.
fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    Refusal::from(ProblemCode::InternalError).into_response()
}

async fn add_headers(State(app): State<App>, mut request: Request, next: Next) -> Response {
    framing::accept_plain_answers(request.headers_mut());
    let mut response = match framing::fault(&request) {
        Some(problem) => Refusal::from(problem).into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if app.settings.public_url.scheme() == "https" {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static(STRICT_TRANSPORT));
    }
    response
}

/// Logs and counts a request by its route: the address itself may hold a link's token, the query what someone looked for.
async fn log(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = roster_domain::new_uuid(&*app.clock, &*app.random).to_string();
    let method = request.method().clone();
    let matched = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let route = matched.unwrap_or_else(|| "none".to_owned());
    let span = tracing::info_span!("request", id, %method, route);
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    let took = began.elapsed();
    // As 64 bits: the JSON of logs writes what is wider as text.
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(status, milliseconds, "answered"));
    app.metrics.count_request(&method, &route, status, took);
    let id = HeaderValue::try_from(id).expect("a UUID is ASCII");
    response.headers_mut().insert(REQUEST_ID, id);
    response
}
