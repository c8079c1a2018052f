//! Reads the log: all that a viewer may see of it, or what they look for.

use jiff::Timestamp;
use roster_domain::{AccountId, UserId, search};
use uuid::Uuid;

use super::numbers::{AuditNumbers, Counted, Stretch};
use crate::statement::Statement;
use crate::{Micros, StoreError, Tx};

/// An event as it is stored: everything, whoever may see it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AuditRecord {
    /// The number under which its reader knows it; see [`AuditNumbers`].
    pub seq: i64,
    /// Its place in the log.
    place: i64,
    open_seq: Option<i64>,
    pub revision: Option<i64>,
    pub at: Micros,
    pub actor_id: Option<Uuid>,
    pub actor_name: Option<String>,
    pub action: String,
    pub target_type: Option<String>,
    pub target_id: Option<Uuid>,
    pub target_name: Option<String>,
    pub changes: String,
    pub billing_changes: Option<String>,
    pub origin: String,
}

/// Who reads the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditViewer {
    pub id: UserId,
    pub billing_manager: bool,
}

/// Which events; what is absent does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    pub action: Option<String>,
    pub actor: Option<Uuid>,
    pub target: Option<Uuid>,
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this one.
    pub to: Option<Timestamp>,
    /// Part of a name, of an origin, or of a value before or after, in any case, with or without accents.
    pub text: Option<String>,
}

/// Which part of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditSpan {
    /// Only events that the reader knows under a higher number.
    pub after: i64,
    /// Only those under a lower one.
    pub before: i64,
    pub newest_first: bool,
    pub limit: i64,
}

/// The events of a part of the log. Those that only billing managers may know of are left out for everyone else, save for
/// those about the viewer.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
    viewer: &AuditViewer,
    filter: &AuditFilter,
    span: &AuditSpan,
) -> Result<Vec<AuditRecord>, StoreError> {
    let numbers = AuditNumbers::of(tx, account, viewer).await?;
    let mut found = Vec::new();
    let mut stretches: Vec<_> = numbers.stretches.iter().collect();
    if span.newest_first {
        stretches.reverse();
    }
    for stretch in stretches {
        let missing = span.limit - i64::try_from(found.len()).unwrap_or(i64::MAX);
        let is_hidden = stretch.counted == Counted::Hidden && !viewer.billing_manager;
        if missing <= 0 || is_hidden || stretch.last() <= span.after || stretch.base + 1 >= span.before {
            continue;
        }
        let part = Part {
            stretch,
            after: numbers.seq_in(tx, account, viewer.id, stretch, span.after).await?,
            up_to: numbers
                .seq_in(tx, account, viewer.id, stretch, span.before.saturating_sub(1))
                .await?,
            newest_first: span.newest_first,
            limit: missing,
        };
        for mut record in read(tx, account, viewer, filter, &part).await? {
            record.seq = stretch.number(numbers.count(record.place, record.open_seq));
            found.push(record);
        }
    }
    Ok(found)
}

/// What is read of a stretch.
struct Part<'a> {
    stretch: &'a Stretch,
    /// Places in the log.
    after: i64,
    up_to: i64,
    newest_first: bool,
    limit: i64,
}

async fn read(
    tx: &mut Tx,
    account: AccountId,
    viewer: &AuditViewer,
    filter: &AuditFilter,
    part: &Part<'_>,
) -> Result<Vec<AuditRecord>, StoreError> {
    let mut statement = Statement::new(
        "SELECT seq, seq AS place, open_seq, revision, at, actor_id, actor_name, action, target_type, target_id, target_name, changes, billing_changes,
                origin
         FROM audit_events WHERE account_id = ",
    );
    statement.bind(account.as_uuid());
    statement.push(" AND seq > ").bind(part.after);
    statement.push(" AND seq <= ").bind(part.up_to);
    if part.stretch.counted == Counted::Hidden {
        statement
            .push(" AND billing_only AND (target_id IS NULL OR target_id <> ")
            .bind(viewer.id.as_uuid())
            .push(")");
    } else if part.stretch.counted == Counted::Visible || !viewer.billing_manager {
        statement
            .push(" AND (NOT billing_only OR target_id = ")
            .bind(viewer.id.as_uuid())
            .push(")");
    }
    filter.narrow(&mut statement);
    let direction = if part.newest_first { " DESC" } else { "" };
    statement.push(" ORDER BY seq").push(direction);
    statement.push(" LIMIT ").bind(part.limit);
    Ok(fetch_all_of!(tx, AuditRecord, statement))
}

impl AuditFilter {
    fn narrow(&self, statement: &mut Statement) {
        if let Some(action) = &self.action {
            statement.push(" AND action = ").bind(action.as_str());
        }
        if let Some(actor) = self.actor {
            statement.push(" AND actor_id = ").bind(actor);
        }
        if let Some(target) = self.target {
            statement.push(" AND target_id = ").bind(target);
        }
        if let Some(from) = self.from {
            statement.push(" AND at >= ").bind(Micros::from(from).0);
        }
        if let Some(to) = self.to {
            statement.push(" AND at < ").bind(Micros::from(to).0);
        }
        if let Some(text) = &self.text {
            statement.push(" AND (search_text <> ''");
            for word in search::words(text) {
                statement
                    .push(" AND search_text LIKE ")
                    .bind(search::like_pattern(&word))
                    .push(r" ESCAPE '\'");
            }
            // An event is never written again: one of earlier rules is found by its text as it was folded then, and one from
            // before the search has only its columns, which the engine folds as well as it can.
            let whole = search::like_pattern(&search::fold(text));
            let pieces = [
                " OR search_text LIKE ",
                r" ESCAPE '\' OR search_text = '' AND LOWER(COALESCE(actor_name, '') || ' ' || COALESCE(target_name, '')
                   || ' ' || origin || ' ' || changes) LIKE ",
            ];
            for piece in pieces {
                statement.push(piece).bind(whole.as_str());
            }
            statement.push(r" ESCAPE '\')");
        }
    }
}
