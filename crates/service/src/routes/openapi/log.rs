use roster_contract::{AuditHead, AuditPage, Changes};
use utoipa::openapi::Required;

use super::endpoint::Endpoint;
use super::query::{number, one_of, place, text};

/// What an account's history is read by.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::get(
            "changes",
            "/changes",
            "listChanges",
            "What changed for the caller since a cursor",
        )
        .query("after", "The `cursor` of the last page; none for everything.", text())
        .query("limit", "How many records a page has at most.", number(1, 5_000, 1_000))
        .gives::<Changes>(200, "Each record once, in its latest state, in the order of revisions."),
        Endpoint::get(
            "changes",
            "/events",
            "streamEvents",
            "Server-sent events: `revision`, with the revision as `id`",
        )
        .header("Last-Event-ID", "The last revision that was told.", Required::False)
        .gives_text_with(
            200,
            &["text/event-stream"],
            "One event or more for every committed revision; a comment every 15 s.",
            &[(
                "X-Accel-Buffering",
                "`no`: for nginx, which would else hold events back.",
            )],
        ),
        searched(Endpoint::get(
            "audit",
            "/audit",
            "listAuditEvents",
            "Who did what, oldest first",
        ))
        .query("after", "The `seq` of the last event that was read.", place())
        .query("before", "Only events with a lower `seq`.", place())
        .query("sort", "`-seq` for the newest first.", one_of(["seq", "-seq"]))
        .query("limit", "How many events a page has at most.", number(1, 1_000, 100))
        .gives::<AuditPage>(200, "A page of events."),
        searched(Endpoint::get(
            "audit",
            "/audit/export",
            "exportAuditLog",
            "The log as one file: CSV, or one JSON object a line (application/jsonl)",
        ))
        .query("format", "Has to be given.", one_of(["csv", "json"]))
        .gives_text_with(
            200,
            &["text/csv", "application/jsonl"],
            "Every event that is looked for, oldest first.",
            &[("Content-Disposition", "`attachment`, and a name for the file.")],
        ),
        Endpoint::get(
            "audit",
            "/audit/head",
            "getAuditHead",
            "How far the log has come, and the hash that seals it",
        )
        .administrators()
        .query("at", "The log up to this `seq`; without it, up to its end.", place())
        .gives::<AuditHead>(
            200,
            "The last event and its hash. What was answered once for a `seq` stays the answer.",
        ),
    ]
}

/// What the log can be searched by.
fn searched(endpoint: Endpoint) -> Endpoint {
    endpoint
        .administrators()
        .query("q", "Part of a name, an origin, or a value before or after.", text())
        .query("action", "Such as `user.created`.", text())
        .query("actor", "The id of the user who acted.", text())
        .query("target", "The id of what was acted upon.", text())
        .query("from", "Not before this time (RFC 3339).", text())
        .query("to", "Before this time (RFC 3339).", text())
}
