//! The account's log of who did what.

mod chain;
mod head;
mod list;
mod numbers;
mod verify;

use jiff::Timestamp;
use roster_domain::{AccountId, AuditEventId, UserId, search};
use uuid::Uuid;

use crate::statement::{Bind, Statement};
use crate::{StoreError, Tx};

pub use chain::{ChainHead, ChainedEvent, EventHash};
pub use head::{Chain, head};
pub use list::{AuditFilter, AuditRecord, AuditSpan, AuditViewer, list};
pub use numbers::AuditNumbers;
pub use verify::{BrokenLink, Fault, Verified, verify};

/// Rows a statement; see `users::insert_many`.
const ROWS_A_STATEMENT: usize = 25;

/// An event about to be written.
#[derive(Debug, Clone)]
pub struct NewAuditEvent {
    pub id: AuditEventId,
    pub account: AccountId,
    /// Absent for what changed nothing that the account shows, such as a sign-in.
    pub revision: Option<i64>,
    pub at: Timestamp,
    pub actor: Option<(UserId, String)>,
    pub action: &'static str,
    /// Type, id and name of what was acted upon.
    pub target: Option<(&'static str, Uuid, String)>,
    /// JSON: `{"field": {"before": …, "after": …}}`.
    pub changes: String,
    /// The same for what only billing managers, and the person themselves, may see.
    pub billing_changes: Option<String>,
    /// Whether there is nothing in the event for anybody else.
    pub billing_only: bool,
    pub origin: String,
    /// The values among `changes`, for the search.
    pub values: String,
}

/// Writes events after a place in an account's log, in their order, each chained to the one before it, behind what a statement has
/// begun with. Gives the place of the last, which the account's row has to say, and the statement that begins what says so:
/// PostgreSQL runs it together with the last events.
pub(crate) async fn write_after(
    tx: &mut Tx,
    account: AccountId,
    after: &Place,
    events: Vec<NewAuditEvent>,
    begun: Statement,
) -> Result<(Statement, Place), StoreError> {
    let (mut seq, mut open_seq) = (after.seq, after.open_seq);
    let mut head = match after.head()? {
        Some(head) => head,
        None => verify::seal_unchained(tx, account).await?,
    };
    let mut statement = begun;
    let mut events = events.into_iter().peekable();
    while events.peek().is_some() {
        statement.push(
            "INSERT INTO audit_events (id, account_id, seq, revision, at, actor_id, actor_name, action, target_type, target_id,
                                       target_name, changes, billing_changes, billing_only, origin, hash, open_hash, search_text, open_seq)
             VALUES ",
        );
        for event in events.by_ref().take(ROWS_A_STATEMENT) {
            seq += 1;
            open_seq += i64::from(!event.billing_only);
            let search_text = event.search_text();
            let event = event.at_place(seq);
            head = head.then(&event);
            statement.row(row(event, &head, search_text, open_seq));
        }
        if events.peek().is_none() {
            statement = statement.and_then(tx, "written");
        } else {
            execute_of!(tx, std::mem::take(&mut statement));
        }
    }
    Ok((statement, Place::at(seq, open_seq, &head)))
}

fn row(event: ChainedEvent, head: &ChainHead, search_text: String, open_seq: i64) -> [Bind; 19] {
    let open_hash = (!event.billing_only).then(|| head.open.as_bytes().to_vec());
    [
        event.id.into(),
        event.account_id.into(),
        event.seq.into(),
        event.revision.into(),
        event.at.into(),
        event.actor_id.into(),
        event.actor_name.into(),
        event.action.into(),
        event.target_type.into(),
        event.target_id.into(),
        event.target_name.into(),
        event.changes.into(),
        event.billing_changes.into(),
        event.billing_only.into(),
        event.origin.into(),
        head.whole.as_bytes().to_vec().into(),
        open_hash.into(),
        search_text.into(),
        open_seq.into(),
    ]
}

impl NewAuditEvent {
    /// What every administrator may see of it and look for. What only billing managers may know is not searched at all.
    fn search_text(&self) -> String {
        let name = |named: Option<&String>| named.map_or("", String::as_str).to_owned();
        let actor = name(self.actor.as_ref().map(|(_, name)| name));
        let target = name(self.target.as_ref().map(|(_, _, name)| name));
        search::searched([&actor, &target, &self.origin, &self.values].map(String::as_str))
    }

    fn at_place(self, seq: i64) -> ChainedEvent {
        let (actor_id, actor_name) = self.actor.unzip();
        let (target_type, target_id, target_name) = match self.target {
            Some((kind, id, name)) => (Some(kind.to_owned()), Some(id), Some(name)),
            None => (None, None, None),
        };
        ChainedEvent {
            id: self.id.as_uuid(),
            account_id: self.account.as_uuid(),
            seq,
            revision: self.revision,
            at: self.at.into(),
            actor_id: actor_id.map(UserId::as_uuid),
            actor_name,
            action: self.action.to_owned(),
            target_type,
            target_id,
            target_name,
            changes: self.changes,
            billing_changes: self.billing_changes,
            billing_only: self.billing_only,
            origin: self.origin,
        }
    }
}

/// How far an account's log has come, as its row says.
#[derive(Debug, sqlx::FromRow)]
pub struct Place {
    seq: i64,
    open_seq: i64,
    hash: Option<Vec<u8>>,
    open_hash: Option<Vec<u8>>,
}

impl Place {
    fn at(seq: i64, open_seq: i64, head: &ChainHead) -> Self {
        Self {
            seq,
            open_seq,
            hash: Some(head.whole.as_bytes().to_vec()),
            open_hash: Some(head.open.as_bytes().to_vec()),
        }
    }

    /// The place of the last event, from 1; 0 before there is any.
    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// The columns of the account's row that say so.
    pub(crate) fn set(&self, statement: &mut Statement) {
        statement.push("audit_seq = ").bind(self.seq);
        statement.push(", audit_open_seq = ").bind(self.open_seq);
        statement.push(", audit_hash = ").bind(self.hash.clone());
        statement.push(", audit_open_hash = ").bind(self.open_hash.clone());
    }

    /// The hashes of the last event; none when the chain has not begun.
    fn head(&self) -> Result<Option<ChainHead>, StoreError> {
        let hash = |bytes: &Option<Vec<u8>>| bytes.as_deref().map(EventHash::try_from).transpose();
        let corrupt = |_| StoreError::Corrupt("the head of an audit log".to_owned());
        let (whole, open) = (hash(&self.hash), hash(&self.open_hash));
        let head = whole.map_err(corrupt)?.zip(open.map_err(corrupt)?);
        Ok(head.map(|(whole, open)| ChainHead { whole, open }))
    }
}
