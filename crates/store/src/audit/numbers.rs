//! The numbers under which a viewer knows an account's events: `seq` in the contract.
//!
//! Everyone's own numbers have no gaps, so that nobody can tell how much they are not shown; and what a viewer was given under a
//! number keeps it when their permission changes. So the log is cut, for each viewer, where they were given the permission or had it
//! taken away. In each stretch they have numbers for what they could see then, and one stretch goes on where the one before ends.
//! Who is given the permission finds what had been hidden from them behind that, under new numbers. Who loses it is not shown any
//! more what only billing managers may know; numbers that they were given for it are not used again.

use roster_domain::{AccountId, UserId};
use serde_json::Value;

use super::list::AuditViewer;
use crate::{StoreError, Tx};

/// What is counted up to a place in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Count {
    /// All events.
    pub seq: i64,
    /// Those that every administrator may see.
    pub open: i64,
    /// Of the others, those about the viewer.
    pub own: i64,
}

impl Count {
    fn hidden(self) -> i64 {
        self.seq - self.open - self.own
    }
}

/// Which events have their numbers in a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// All, as they were numbered before there were numbers of one's own.
    Given,
    /// All.
    All,
    /// Those that every administrator may see, and those about the viewer.
    Visible,
    /// The others, in the same part of the log: given when the viewer was given the permission.
    Hidden,
}

/// A part of the log whose events have their numbers one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub counted: Counted,
    pub from: Count,
    pub to: Count,
    /// The last number before it.
    pub base: i64,
}

impl Stretch {
    /// Its last number.
    pub fn last(&self) -> i64 {
        self.number(self.to)
    }

    /// The number of the event up to which so many are counted.
    pub fn number(&self, at: Count) -> i64 {
        self.base
            + match self.counted {
                Counted::Given | Counted::All => at.seq - self.from.seq,
                Counted::Visible => at.open - self.from.open + at.own - self.from.own,
                Counted::Hidden => at.hidden() - self.from.hidden(),
            }
    }

    fn covers(&self, seq: i64) -> bool {
        self.from.seq < seq && seq <= self.to.seq
    }
}

/// A viewer's numbers, as they are at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditNumbers {
    pub(super) stretches: Vec<Stretch>,
    /// Events about the viewer that others may not know of.
    own: Vec<Count>,
}

/// An event by which the viewer's permission changed.
#[derive(Debug, sqlx::FromRow)]
struct Change {
    seq: i64,
    open_seq: Option<i64>,
    action: String,
    billing_changes: String,
    billing_only: bool,
}

#[derive(Debug, sqlx::FromRow)]
struct Standing {
    seq: i64,
    open_seq: i64,
    numbered_after: i64,
}

impl AuditNumbers {
    /// The numbers of a viewer, in a transaction that reads.
    pub async fn of(tx: &mut Tx, account: AccountId, viewer: &AuditViewer) -> Result<Self, StoreError> {
        let standing = fetch_optional!(
            tx,
            Standing,
            "SELECT audit_seq AS seq, audit_open_seq AS open_seq, audit_numbered_after AS numbered_after
             FROM accounts WHERE id = $1",
            account.as_uuid(),
        );
        let standing =
            standing.ok_or_else(|| StoreError::Corrupt("the log of an account that is not there".to_owned()))?;
        let changes = changes(tx, account, viewer.id).await?;
        Self::cut(&standing, &changes, viewer.billing_manager)
    }

    fn cut(standing: &Standing, changes: &[Change], holds_it: bool) -> Result<Self, StoreError> {
        let begin = Count {
            seq: standing.numbered_after,
            open: standing.numbered_after,
            own: 0,
        };
        let mut numbers = Self {
            stretches: Vec::new(),
            own: Vec::new(),
        };
        if begin.seq > 0 {
            numbers.push(Counted::Given, Count::default(), begin);
        }
        let mut holds = held_at_first(changes, begin.seq)?.unwrap_or(holds_it);
        let mut from = begin;
        for change in changes.iter().filter(|change| change.seq > begin.seq) {
            let open = change.open_seq.ok_or_else(unnumbered)?;
            let own = i64::try_from(numbers.own.len()).unwrap_or(i64::MAX) + i64::from(change.billing_only);
            let to = Count {
                seq: change.seq,
                open,
                own,
            };
            if change.billing_only {
                numbers.own.push(to);
            }
            let held = change.after()?;
            if held != holds {
                numbers.cut_between(holds, from, to);
                if held {
                    numbers.push(Counted::Hidden, from, to);
                }
                (holds, from) = (held, to);
            }
        }
        let end = Count {
            seq: standing.seq,
            open: standing.open_seq,
            own: i64::try_from(numbers.own.len()).unwrap_or(i64::MAX),
        };
        numbers.cut_between(holds, from, end);
        Ok(numbers)
    }

    fn cut_between(&mut self, holds: bool, from: Count, to: Count) {
        let counted = if holds { Counted::All } else { Counted::Visible };
        self.push(counted, from, to);
    }

    fn push(&mut self, counted: Counted, from: Count, to: Count) {
        let base = self.last();
        self.stretches.push(Stretch {
            counted,
            from,
            to,
            base,
        });
    }

    /// The last number; 0 before there is any.
    pub fn last(&self) -> i64 {
        self.stretches.last().map_or(0, Stretch::last)
    }

    /// What is counted up to an event.
    pub(super) fn count(&self, seq: i64, open_seq: Option<i64>) -> Count {
        let own = self.own.partition_point(|own| own.seq <= seq);
        Count {
            seq,
            open: open_seq.unwrap_or(seq),
            own: i64::try_from(own).unwrap_or(i64::MAX),
        }
    }

    /// How far the viewer's numbers have come at a place in the log.
    pub(super) fn reached(&self, at: Count) -> i64 {
        let covering = self.stretches.iter().enumerate().rfind(|(_, stretch)| {
            stretch.covers(at.seq) && (stretch.counted != Counted::Hidden || at.seq == stretch.to.seq)
        });
        covering.map_or(0, |(_, stretch)| stretch.number(at))
    }

    /// The place in the log that the viewer's numbers had come to with this one.
    pub(super) async fn place(
        &self,
        tx: &mut Tx,
        account: AccountId,
        viewer: UserId,
        number: i64,
    ) -> Result<i64, StoreError> {
        let Some(stretch) = self.stretches.iter().find(|stretch| number <= stretch.last()) else {
            return Ok(i64::MAX);
        };
        match stretch.counted {
            Counted::Hidden => Ok(stretch.to.seq),
            _ => self.seq_in(tx, account, viewer, stretch, number).await,
        }
    }

    /// The place of the event that has a number in a stretch; the stretch's ends where it is before or after all of them.
    pub(super) async fn seq_in(
        &self,
        tx: &mut Tx,
        account: AccountId,
        viewer: UserId,
        stretch: &Stretch,
        number: i64,
    ) -> Result<i64, StoreError> {
        if number <= stretch.base {
            return Ok(stretch.from.seq);
        }
        if number >= stretch.last() && stretch.counted != Counted::Visible {
            return Ok(stretch.to.seq);
        }
        match stretch.counted {
            Counted::Given | Counted::All => Ok(stretch.from.seq + (number - stretch.base)),
            Counted::Visible => self.seq_of_visible(tx, account, stretch, number).await,
            Counted::Hidden => seq_of_hidden(tx, account, viewer, stretch, number).await,
        }
    }

    async fn seq_of_visible(
        &self,
        tx: &mut Tx,
        account: AccountId,
        stretch: &Stretch,
        number: i64,
    ) -> Result<i64, StoreError> {
        let number = number.min(stretch.last());
        let in_stretch = self.own.iter().filter(|own| stretch.covers(own.seq));
        let before: Vec<_> = in_stretch.take_while(|own| stretch.number(**own) <= number).collect();
        if let Some(own) = before.last().filter(|own| stretch.number(***own) == number) {
            return Ok(own.seq);
        }
        let own = i64::try_from(before.len()).unwrap_or(i64::MAX);
        let open = stretch.from.open + (number - stretch.base) - own;
        let found: Option<(i64,)> = fetch_optional!(
            tx,
            (i64,),
            "SELECT seq FROM audit_events WHERE account_id = $1 AND open_seq = $2 AND NOT billing_only",
            account.as_uuid(),
            open,
        );
        Ok(found.map_or(stretch.from.seq, |(seq,)| seq))
    }
}

async fn seq_of_hidden(
    tx: &mut Tx,
    account: AccountId,
    viewer: UserId,
    stretch: &Stretch,
    number: i64,
) -> Result<i64, StoreError> {
    let found: Option<(i64,)> = fetch_optional!(
        tx,
        (i64,),
        "SELECT seq FROM audit_events
         WHERE account_id = $1 AND seq > $2 AND seq <= $3 AND billing_only AND (target_id IS NULL OR target_id <> $4)
         ORDER BY seq LIMIT 1 OFFSET $5",
        account.as_uuid(),
        stretch.from.seq,
        stretch.to.seq,
        viewer.as_uuid(),
        number - stretch.base - 1,
    );
    Ok(found.map_or(stretch.to.seq, |(seq,)| seq))
}

async fn changes(tx: &mut Tx, account: AccountId, viewer: UserId) -> Result<Vec<Change>, StoreError> {
    Ok(fetch_all!(
        tx,
        Change,
        "SELECT seq, open_seq, action, billing_changes, billing_only FROM audit_events
         WHERE account_id = $1 AND target_id = $2 AND billing_changes IS NOT NULL ORDER BY seq",
        account.as_uuid(),
        viewer.as_uuid(),
    ))
}

/// Whether the viewer held the permission at a place in the log, as far as their changes tell.
fn held_at_first(changes: &[Change], at: i64) -> Result<Option<bool>, StoreError> {
    let before = changes.iter().rfind(|change| change.seq <= at);
    if let Some(change) = before {
        return change.after().map(Some);
    }
    changes.first().map(Change::before).transpose()
}

impl Change {
    fn after(&self) -> Result<bool, StoreError> {
        self.holds("after")
    }

    /// Who came with the permission was given no numbers before.
    fn before(&self) -> Result<bool, StoreError> {
        if self.action.ends_with(".created") {
            self.after()
        } else {
            self.holds("before")
        }
    }

    fn holds(&self, when: &str) -> Result<bool, StoreError> {
        let corrupt = |_| StoreError::Corrupt("the changes of an audit event".to_owned());
        let changes: Value = serde_json::from_str(&self.billing_changes).map_err(corrupt)?;
        Ok(changes["permissions"][when]
            .as_array()
            .is_some_and(|held| !held.is_empty()))
    }
}

fn unnumbered() -> StoreError {
    StoreError::Corrupt("an audit event that an older program wrote beside this one".to_owned())
}
