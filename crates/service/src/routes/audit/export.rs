//! `GET /audit/export`: all of the log, or what is looked for, as one file.

use std::str::FromStr;

use axum::body::Body;
use axum::extract::RawQuery;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use roster_contract::AuditEvent;
use roster_store::audit::{self, AuditFilter, AuditNumbers, AuditSpan, AuditViewer};
use roster_store::{Scope, StoreError};

use crate::app::App;
use crate::kernel::caller::{Caller, token_hash};
use crate::kernel::csv;
use crate::kernel::query::{Query, invalid};
use crate::kernel::reading::Reading;
use crate::kernel::refusal::Refusal;
use crate::routes::audit::notes_written::NotesWritten;
use crate::routes::audit::search;
use crate::routes::audit::show::show;

/// How many events are in memory at a time, for each who exports.
const PAGE: i64 = 500;

const COLUMNS: [&str; 11] = [
    "seq",
    "revision",
    "at",
    "actorId",
    "actorName",
    "action",
    "targetType",
    "targetId",
    "targetName",
    "changes",
    "origin",
];

/// What the file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    /// One JSON object a line.
    Json,
}

/// An export under way. Between two pages it holds no transaction: a slow reader keeps nobody else from the database. That
/// loses nothing, since what is in the log stays as it is.
struct Export {
    app: App,
    token_hash: [u8; 32],
    viewer: AuditViewer,
    filter: AuditFilter,
    format: Format,
    after: i64,
    /// What is written meanwhile is not part of it.
    before: i64,
    done: bool,
}

/// Why an export ends in the middle. What was sent is then visibly cut off.
#[derive(Debug, thiserror::Error)]
#[error("the export was broken off")]
struct BrokenOff;

pub async fn export(
    _: NotesWritten,
    mut reading: Reading,
    parts: Parts,
    RawQuery(query): RawQuery,
) -> Result<Response, Refusal> {
    reading.caller.administrate()?;
    let mut query = Query::parse(query.as_deref().unwrap_or_default())?;
    let asked = query.value("format")?;
    let format: Format = asked.ok_or_else(|| invalid("format", "is csv or json"))?;
    let filter = search::filter(&mut query)?;
    query.finish()?;
    let viewer = AuditViewer {
        id: reading.caller.user.id,
        billing_manager: reading.caller.user.billing_manager,
    };
    let last = AuditNumbers::of(&mut reading.tx, reading.caller.account.id, &viewer)
        .await?
        .last();
    let export = Export {
        token_hash: token_hash(&parts)?,
        viewer,
        app: reading.app,
        filter,
        format,
        after: 0,
        before: last.saturating_add(1),
        done: false,
    };
    let beginning = stream::iter([Ok(format.beginning())]);
    let pages = stream::try_unfold(export, Export::next);
    let body = Body::from_stream(futures_util::StreamExt::chain(beginning, pages));
    let (kind, name) = format.names();
    let attachment = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, attachment),
    ];
    Ok((headers, body).into_response())
}

impl Export {
    async fn next(mut self) -> Result<Option<(String, Self)>, BrokenOff> {
        if self.done {
            return Ok(None);
        }
        let page = self.page().await.map_err(|refusal| {
            tracing::warn!(reason = %refusal.into_problem().detail, "an export of the audit log was broken off");
            BrokenOff
        })?;
        Ok(Some((page, self)))
    }

    async fn page(&mut self) -> Result<String, Refusal> {
        let mut tx = self.app.store.begin_read(Scope::Platform).await?;
        // Whoever has lost the right to see the log, or a part of it, is not shown the rest.
        let caller = Caller::load(&mut tx, self.token_hash, &self.app).await?;
        caller.administrate()?;
        if caller.user.billing_manager != self.viewer.billing_manager {
            return Err(StoreError::Interrupted.into());
        }
        let span = AuditSpan {
            after: self.after,
            before: self.before,
            newest_first: false,
            limit: PAGE,
        };
        let found = audit::list(&mut tx, caller.account.id, &self.viewer, &self.filter, &span).await?;
        tx.commit().await?;
        self.done = found.len() < usize::try_from(PAGE).unwrap_or_default();
        self.after = found.last().map_or(self.after, |last| last.seq);
        let mut page = String::new();
        for record in found {
            page.push_str(&self.format.event(&show(record, &self.viewer)?));
        }
        Ok(page)
    }
}

impl Format {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Csv => ("text/csv; charset=utf-8; header=present", "audit-log.csv"),
            Self::Json => ("application/jsonl; charset=utf-8", "audit-log.jsonl"),
        }
    }

    /// What comes ahead of the events.
    pub fn beginning(self) -> String {
        match self {
            Self::Csv => csv::BYTE_ORDER_MARK.to_owned() + &csv::record(COLUMNS),
            Self::Json => String::new(),
        }
    }

    /// One event, in its own line.
    pub fn event(self, event: &AuditEvent) -> String {
        match self {
            Self::Csv => as_record(event),
            Self::Json => serde_json::to_string(event).expect("the contract's types are plain data") + "\n",
        }
    }
}

fn as_record(event: &AuditEvent) -> String {
    let actor = event.actor.as_ref();
    let target = event.target.as_ref();
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let cells = [
        event.seq.to_string(),
        event.revision.map(|revision| revision.to_string()).unwrap_or_default(),
        event.at.to_string(),
        actor.map(|actor| actor.id.to_string()).unwrap_or_default(),
        text(actor.map(|actor| &actor.name)),
        event.action.clone(),
        text(target.map(|target| &target.kind)),
        target.map(|target| target.id.to_string()).unwrap_or_default(),
        text(target.map(|target| &target.name)),
        event.changes.to_string(),
        event.origin.clone(),
    ];
    csv::record(cells.iter().map(String::as_str))
}

impl FromStr for Format {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        match name {
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            _ => Err(()),
        }
    }
}
