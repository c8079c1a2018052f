//! `GET /me`: who is signed in, and where.

use axum::response::{IntoResponse, Response};

use crate::kernel::query::Query;
use crate::kernel::reading::Reading;
use crate::kernel::refusal::Refusal;

pub async fn get(reading: Reading, query: Query) -> Result<Response, Refusal> {
    query.finish()?;
    let Reading { caller, now, .. } = reading;
    Ok(super::reply(&caller.user, &caller.account, now).into_response())
}
