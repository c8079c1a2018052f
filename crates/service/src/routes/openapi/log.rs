use roster_contract::{AuditHead, AuditPage, Changes};
use utoipa::openapi::{KnownFormat, Required};

use super::endpoint::{Endpoint, OF_PACKED, Said};
use super::examples::{ADA, Example, GRACE};
use super::query::{action, formatted, number, one_of, place, search_text, text};
use crate::routes::audit::export::Format;

const ATTACHMENT: Said<'_> = (
    "Content-Disposition",
    "`attachment`, and a name for the file.",
    "attachment; filename=\"audit-log.csv\"",
);
const EVENT: &str = "event: revision\nid: 42\ndata: {\"revision\":42}\n\n";

/// What an account's history is read by.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::get(
            "changes",
            "/changes",
            "listChanges",
            "What changed for the caller since a cursor",
        )
        .query(
            "after",
            "The `cursor` of the last page; none for everything.",
            text(),
            "b3BhcXVl",
        )
        .query(
            "limit",
            "How many records a page has at most.",
            number(1, 5_000, 1_000),
            5_000,
        )
        .gives::<Changes>(200, "Each record once, in its latest state, in the order of revisions."),
        Endpoint::get(
            "changes",
            "/events",
            "streamEvents",
            "Server-sent events: `revision`, with the revision as `id`",
        )
        .header(
            "Last-Event-ID",
            "The last revision that was told.",
            Required::False,
            (text(), "41"),
        )
        .gives_text_with(
            200,
            &[("text/event-stream", EVENT)],
            "One event or more for every committed revision; a comment every 15 s.",
            &[(
                "X-Accel-Buffering",
                "`no`: for nginx, which would else hold events back.",
                "no",
            )],
        ),
        searched(Endpoint::get(
            "audit",
            "/audit",
            "listAuditEvents",
            "Who did what, oldest first",
        ))
        .query(
            "after",
            "The `seq` of the last event that was read.",
            place(Some(0)),
            12,
        )
        .query("before", "Only events with a lower `seq`.", place(None), 12)
        .query("sort", "`-seq` for the newest first.", one_of(["seq", "-seq"]), "-seq")
        .query(
            "limit",
            "How many events a page has at most.",
            number(1, 1_000, 100),
            1_000,
        )
        .gives::<AuditPage>(200, "A page of events."),
        export(),
        Endpoint::get(
            "audit",
            "/audit/head",
            "getAuditHead",
            "How far the log has come, and the hash that seals it",
        )
        .administrators()
        .query(
            "at",
            "The log up to this `seq`; without it, up to its end.",
            place(None),
            12,
        )
        .gives::<AuditHead>(
            200,
            "The last event and its hash. What was answered once for a `seq` stays the answer.",
        ),
    ]
}

fn export() -> Endpoint {
    searched(Endpoint::get(
        "audit",
        "/audit/export",
        "exportAuditLog",
        "The log as one file: CSV, or JSON Lines (application/jsonl), one event a line",
    ))
    .needs_query("format", "`json` gives JSON Lines.", one_of(["csv", "json"]), "csv")
    .gives_text_with(
        200,
        &[
            ("text/csv", &file(Format::Csv)),
            ("application/jsonl", &file(Format::Json)),
        ],
        "Every event that is looked for, oldest first.",
        &[&[ATTACHMENT], OF_PACKED.as_slice()].concat(),
    )
}

/// What the log can be searched by.
fn searched(endpoint: Endpoint) -> Endpoint {
    endpoint
        .administrators()
        .query(
            "q",
            "Part of a name, an origin, or a value before or after.",
            search_text(),
            "hopper",
        )
        .query("action", "What was done.", action(), "user.created")
        .query(
            "actor",
            "The id of the user who acted.",
            formatted(KnownFormat::Uuid),
            ADA,
        )
        .query(
            "target",
            "The id of what was acted upon.",
            formatted(KnownFormat::Uuid),
            GRACE,
        )
        .query(
            "from",
            "Not before this time (RFC 3339).",
            formatted(KnownFormat::DateTime),
            "2026-11-01T00:00:00Z",
        )
        .query(
            "to",
            "Before this time (RFC 3339).",
            formatted(KnownFormat::DateTime),
            "2026-12-01T00:00:00Z",
        )
}

/// A file of the one event that the page of the log has for its example.
fn file(format: Format) -> String {
    let page: AuditPage = serde_json::from_value(AuditPage::example()).expect("it was written from one");
    let events = page.items.iter().map(|event| format.event(event));
    std::iter::once(format.beginning()).chain(events).collect()
}
