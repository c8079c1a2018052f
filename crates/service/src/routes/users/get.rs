//! `GET /users/ID`: one user.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use roster_store::invitations;

use crate::kernel::path::UserPath;
use crate::kernel::query::Query;
use crate::kernel::reading::Reading;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::routes::users::addressed;
use crate::views;

pub async fn get(mut reading: Reading, path: UserPath, RawQuery(query): RawQuery) -> Result<Response, Refusal> {
    reading.caller.administrate()?;
    Query::parse(query.as_deref().unwrap_or_default())?.finish()?;
    let record = addressed::find(&mut reading.tx, &reading.caller, path).await?;
    let invitation = invitations::open_of(&mut reading.tx, record.id).await?;
    let user = views::user(&record, invitation.as_ref(), &reading.caller.actor(), reading.now);
    Ok(Reply::json(StatusCode::OK, &user)
        .with_version(user.version)
        .into_response())
}
