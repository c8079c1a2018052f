//! `GET /account`: the caller's account.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::kernel::query::Query;
use crate::kernel::reading::Reading;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::views;

pub async fn get(reading: Reading, query: Query) -> Result<Response, Refusal> {
    query.finish()?;
    Ok(Reply::json(StatusCode::OK, &views::account(&reading.caller.account)).into_response())
}
