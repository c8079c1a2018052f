//! `GET /events`: a stream that tells of every revision of the account (server-sent events, HTML Living Standard 9.2).

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{RawQuery, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use crate::app::App;
use crate::kernel::caller::token_hash;
use crate::kernel::query::Query;
use crate::kernel::refusal::Refusal;
use crate::routes::events::watch::Watch;

/// A comment keeps proxies from closing a stream that is silent.
const COMMENT_INTERVAL: Duration = Duration::from_secs(15);

const LAST_EVENT_ID: &str = "last-event-id";

pub async fn stream(State(app): State<App>, RawQuery(query): RawQuery, parts: Parts) -> Result<Response, Refusal> {
    let last_event = parts.headers.get(LAST_EVENT_ID);
    let known = last_event
        .and_then(|id| id.to_str().ok()?.parse().ok())
        .filter(|revision| *revision >= 0);
    let watch = Watch::begin(app, token_hash(&parts)?, known).await?;
    Query::parse(query.as_deref().unwrap_or_default())?.finish()?;
    let events = stream::unfold(watch, async |mut watch| {
        let revision = watch.next().await?;
        Some((Ok::<_, Infallible>(event(revision)), watch))
    });
    let kept_alive = KeepAlive::new().interval(COMMENT_INTERVAL);
    let mut response = Sse::new(events).keep_alive(kept_alive).into_response();
    // Otherwise nginx would hold events back until it has a buffer full of them.
    let unbuffered = HeaderName::from_static("x-accel-buffering");
    response
        .headers_mut()
        .insert(unbuffered, HeaderValue::from_static("no"));
    let unkept = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, unkept);
    Ok(response)
}

fn event(revision: i64) -> Event {
    let data = format!("{{\"revision\":{revision}}}");
    Event::default().event("revision").id(revision.to_string()).data(data)
}
