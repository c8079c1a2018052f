//! `GET /audit`: the log, or what is looked for, page by page.

use std::str::FromStr;

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use roster_contract::{AuditPage, Problem};
use roster_store::StoreError;
use roster_store::audit::{self, AuditFilter, AuditSpan, AuditViewer};

use crate::kernel::query::Query;
use crate::kernel::reading::Reading;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::routes::audit::notes_written::NotesWritten;
use crate::routes::audit::search;
use crate::routes::audit::show::show;

const DEFAULT_LIMIT: i64 = 100;
const MAX_LIMIT: i64 = 1_000;

pub async fn list(_: NotesWritten, mut reading: Reading, RawQuery(query): RawQuery) -> Result<Response, Refusal> {
    reading.caller.administrate()?;
    let (filter, mut span) = read(Query::parse(query.as_deref().unwrap_or_default())?)?;
    let limit = usize::try_from(span.limit).expect("a limit is a small number");
    // One more than is shown, to know whether there are more.
    span.limit += 1;
    let viewer = AuditViewer {
        id: reading.caller.user.id,
        billing_manager: reading.caller.user.billing_manager,
    };
    let account = reading.caller.account.id;
    let mut found = audit::list(&mut reading.tx, account, &viewer, &filter, &span).await?;
    let has_more = found.len() > limit;
    found.truncate(limit);
    let shown = found.into_iter().map(|record| show(record, &viewer));
    let items = shown.collect::<Result<_, StoreError>>()?;
    Ok(Reply::json(StatusCode::OK, &AuditPage { items, has_more }).into_response())
}

fn read(mut query: Query) -> Result<(AuditFilter, AuditSpan), Problem> {
    let filter = search::filter(&mut query)?;
    let span = AuditSpan {
        after: query.number("after", 0..=i64::MAX, 0)?,
        before: query.number("before", 0..=i64::MAX, i64::MAX)?,
        newest_first: query.value("sort")?.is_some_and(|Sort { newest_first }| newest_first),
        limit: query.number("limit", 1..=MAX_LIMIT, DEFAULT_LIMIT)?,
    };
    query.finish()?;
    Ok((filter, span))
}

/// The value of `sort`: the one column there is, with a `-` before it for the newest first.
struct Sort {
    newest_first: bool,
}

impl FromStr for Sort {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let newest_first = match text {
            "seq" => false,
            "-seq" => true,
            _ => return Err(()),
        };
        Ok(Self { newest_first })
    }
}
