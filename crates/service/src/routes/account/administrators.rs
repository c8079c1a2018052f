//! `GET /account/administrators`: whom to ask.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use roster_contract::{Administrator, Administrators};
use roster_store::administrators;

use crate::kernel::query::Query;
use crate::kernel::reading::Reading;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;

pub async fn administrators(mut reading: Reading, query: Query) -> Result<Response, Refusal> {
    query.finish()?;
    let found = administrators::list(&mut reading.tx, reading.caller.account.id).await?;
    let items = found.into_iter().map(|user| Administrator {
        id: user.id,
        first_name: user.first_name,
        last_name: user.last_name,
        communication_email: user.communication_email,
    });
    let items = items.collect();
    Ok(Reply::json(StatusCode::OK, &Administrators { items }).into_response())
}
