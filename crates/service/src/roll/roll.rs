use std::collections::HashMap;
use std::sync::Arc;

use roster_domain::UserId;
use roster_index::{SlotSet, TextIndex};
use roster_store::changes::{ChangePlace, Viewer};
use roster_store::invitations::InvitationRecord;
use roster_store::users::{Filter, Listed, Order, Place, PlaceValue};

use super::key::Key;
use super::kind::{KINDS, Kind, Kinds};
use super::order::{Orders, Rows, beginning_at, ending_at};
use super::row::Row;
use super::standing::Standing;
use roster_domain::search;

/// Every user of an account as the database had them where the account stood.
#[derive(Debug)]
pub struct Roll {
    standing: Standing,
    rows: Rows,
    /// The kind of each slot's row; of an empty one, what was there before.
    kinds: Vec<Kind>,
    counts: [usize; KINDS],
    slots: HashMap<UserId, u32>,
    free: Vec<u32>,
    texts: TextIndex,
    orders: Orders,
    bytes: usize,
}

/// A page of a list.
#[derive(Debug)]
pub struct Page<'a> {
    pub users: Vec<(Listed<'a>, Option<&'a InvitationRecord>)>,
    pub has_more: bool,
    /// How many users there are over all pages.
    pub total: usize,
}

/// A user, and the place of their last change that a viewer may notice.
#[derive(Debug)]
pub struct Changed<'a> {
    pub place: ChangePlace,
    pub user: Listed<'a>,
    pub invitation: Option<&'a InvitationRecord>,
}

impl Roll {
    /// One of nobody.
    pub fn new(standing: Standing) -> Self {
        Self {
            standing,
            rows: Rows::default(),
            kinds: Vec::new(),
            counts: [0; KINDS],
            slots: HashMap::new(),
            free: Vec::new(),
            texts: TextIndex::default(),
            orders: Orders::default(),
            bytes: 0,
        }
    }

    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// About how much memory it takes.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Takes these users in, in place of what was known of them, and those out; the account then stands there.
    pub fn change(&mut self, put: Vec<Row>, take: &[UserId], standing: Standing) {
        let mut moved: Vec<u32> = take.iter().filter_map(|id| self.take(*id)).collect();
        moved.extend(put.into_iter().map(|row| self.put(row)));
        self.orders.note(&moved);
        self.standing = standing;
    }

    /// Gives back memory taken in advance.
    pub fn shrink(&mut self) {
        self.rows.shrink_to_fit();
        self.kinds.shrink_to_fit();
        self.slots.shrink_to_fit();
        self.texts.shrink();
    }

    /// The slot that they had.
    fn take(&mut self, id: UserId) -> Option<u32> {
        let slot = self.slots.remove(&id)?;
        self.empty(slot);
        self.texts.take(slot);
        self.free.push(slot);
        Some(slot)
    }

    /// Takes the row out of a slot that is taken.
    fn empty(&mut self, slot: u32) {
        self.counts[self.kinds[slot as usize].number()] -= 1;
        let row = self.rows[slot as usize].take();
        self.bytes -= row.as_ref().map_or(0, Row::bytes);
    }

    /// The slot that they have.
    fn put(&mut self, row: Row) -> u32 {
        let id = row.id();
        let kind = Kind::from(&row.listed());
        let slot = if let Some(slot) = self.slots.get(&id).copied() {
            self.empty(slot);
            slot
        } else {
            self.slot_for(id, kind)
        };
        self.counts[kind.number()] += 1;
        self.kinds[slot as usize] = kind;
        self.texts.put(slot, &row.listed().search_text());
        self.bytes += row.bytes();
        self.rows[slot as usize] = Some(row);
        slot
    }

    fn slot_for(&mut self, id: UserId, kind: Kind) -> u32 {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.rows.push(None);
            self.kinds.push(kind);
            u32::try_from(self.rows.len() - 1).expect("an account has fewer than four billion users")
        });
        self.slots.insert(id, slot);
        slot
    }

    /// At most `limit` users in an order, from the first one after a place on.
    pub fn page(&self, filter: &Filter, order: Order, after: Option<&Place>, limit: usize) -> Page<'_> {
        let sought = Sought::new(self, filter);
        let total = sought.count();
        let key = Key::Column(order.column);
        let slots = self.orders.by(key, &self.rows);
        // One more than is shown, to know whether there are more.
        let wanted = if total == 0 { 0 } else { limit + 1 };
        let mut users: Vec<_> = if order.descending {
            let end = after.map_or(slots.len(), |place| beginning_at(key, &self.rows, &slots, place));
            sought.among(slots[..end].iter().rev()).take(wanted).collect()
        } else {
            let begin = after.map_or(0, |place| ending_at(key, &self.rows, &slots, place));
            sought.among(slots[begin..].iter()).take(wanted).collect()
        };
        let has_more = users.len() > limit;
        users.truncate(limit);
        let users = users.into_iter().map(|slot| self.at(slot)).collect();
        Page { users, has_more, total }
    }

    /// At most `limit` users whose last change that an administrator may notice comes after a place, in that order.
    pub fn changed(&self, viewer: &Viewer, after: ChangePlace, limit: usize) -> Vec<Changed<'_>> {
        let key = if viewer.billing_manager {
            Key::ChangedForHolders
        } else {
            Key::Changed
        };
        let slots = self.orders.by(key, &self.rows);
        let begin = ending_at(key, &self.rows, &slots, &place(after));
        let all = slots[begin..].iter().map(|slot| self.noticed(key, *slot));
        // Of themselves everyone notices everything.
        let others = all.filter(|changed| viewer.billing_manager || changed.user.id != viewer.id);
        let mut found: Vec<_> = others.take(limit).collect();
        if let Some(own) = self.slots.get(&viewer.id).filter(|_| !viewer.billing_manager) {
            let own = self.noticed(Key::ChangedForHolders, *own);
            if own.place > after {
                let at = found.partition_point(|changed| changed.place < own.place);
                found.insert(at, own);
                found.truncate(limit);
            }
        }
        found
    }

    fn noticed(&self, key: Key, slot: u32) -> Changed<'_> {
        let (user, invitation) = self.at(slot);
        let revision = match key {
            Key::ChangedForHolders => user.revision.max(user.billing_revision),
            Key::Changed | Key::Column(_) => user.revision,
        };
        let place = ChangePlace {
            revision,
            id: user.id.as_uuid(),
        };
        Changed {
            place,
            user,
            invitation,
        }
    }

    fn at(&self, slot: u32) -> (Listed<'_>, Option<&InvitationRecord>) {
        let row = self.rows[slot as usize].as_ref().expect("the slot is taken");
        (row.listed(), row.invitation())
    }
}

fn place(at: ChangePlace) -> Place {
    Place {
        value: PlaceValue::Number(at.revision),
        id: UserId::from_uuid(at.id),
    }
}

/// The slots that a filter lets pass.
struct Sought<'a> {
    roll: &'a Roll,
    kinds: Kinds,
    having: Option<Arc<SlotSet>>,
}

impl<'a> Sought<'a> {
    fn new(roll: &'a Roll, filter: &Filter) -> Self {
        let having = filter
            .text
            .as_deref()
            .and_then(|text| roll.texts.find_each(&search::words(text)));
        Self {
            roll,
            kinds: Kinds::from(filter),
            having,
        }
    }

    fn count(&self) -> usize {
        if let Some(having) = &self.having {
            return having.iter().filter(|slot| self.is_of_kinds(*slot)).count();
        }
        let counts = self.roll.counts.iter().enumerate();
        let sought = counts.filter(|(number, _)| self.kinds.contains_number(*number));
        sought.map(|(_, count)| count).sum()
    }

    fn among(&self, slots: impl Iterator<Item = &'a u32>) -> impl Iterator<Item = u32> {
        slots
            .copied()
            .filter(|slot| self.is_of_kinds(*slot) && self.having.as_ref().is_none_or(|having| having.contains(*slot)))
    }

    fn is_of_kinds(&self, slot: u32) -> bool {
        self.kinds.contains(self.roll.kinds[slot as usize])
    }
}
