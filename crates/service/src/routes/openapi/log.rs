use roster_contract::{AuditPage, Changes};
use utoipa::openapi::Required;

use super::endpoint::Endpoint;
use super::query::{number, place, text};

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
        .gives_text(
            200,
            "text/event-stream",
            "One event or more for every committed revision; a comment every 15 s.",
        ),
        Endpoint::get("audit", "/audit", "listAuditEvents", "Who did what, oldest first")
            .administrators()
            .query("after", "The `seq` of the last event that was read.", place())
            .query("limit", "How many events a page has at most.", number(1, 1_000, 100))
            .gives::<AuditPage>(200, "A page of events."),
    ]
}
