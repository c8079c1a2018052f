use std::cmp::Ordering;

use roster_contract::SortKey;
use roster_domain::UserStatus;
use roster_index::SlotSet;

use crate::index::Users;

/// Of so many users of a list, one may have moved before the list is put in order anew.
const FEW: usize = 8;

/// The slots of one list's users, ascending.
#[derive(Debug)]
pub(crate) struct Order {
    slots: Vec<u32>,
    /// Those whose user is another one, or as they were not before, since the list was last asked for.
    moved: Vec<u32>,
}

pub(crate) type List = (UserStatus, SortKey);

impl Order {
    pub fn new(list: List, users: &Users) -> Self {
        let mut keyed: Vec<(u64, u32)> = users
            .of_status(list.0)
            .map(|slot| (beginning(list.1, users, slot), slot))
            .collect();
        let compare = |a: &(u64, u32), b: &(u64, u32)| a.0.cmp(&b.0).then_with(|| compare(list.1, users, a.1, b.1));
        keyed.sort_unstable_by(compare);
        Self {
            slots: keyed.into_iter().map(|(_, slot)| slot).collect(),
            moved: Vec::new(),
        }
    }

    /// Notes whose place may be another one. Whether the order is worth keeping: with too many of them it is made anew sooner
    /// than they are put in their places.
    pub fn note(&mut self, moved: &[u32]) -> bool {
        self.moved.extend_from_slice(moved);
        self.moved.len() * FEW <= self.slots.len()
    }

    /// The slots, each in its place.
    pub fn slots(&mut self, list: List, users: &Users) -> &[u32] {
        if !self.moved.is_empty() {
            self.repair(list, users);
        }
        &self.slots
    }

    /// Takes out every slot that moved, and puts those that still belong here where they belong now. Looking two users up and
    /// comparing their names is what takes time, so that each of the moved is searched a place for among the others, and these
    /// are not compared with one another.
    fn repair(&mut self, list: List, users: &Users) {
        let moved: SlotSet = self.moved.drain(..).collect();
        self.slots.retain(|slot| !moved.contains(*slot));
        let belongs = |slot: &u32| users.get(*slot).is_some_and(|user| user.subject.status == list.0);
        let mut coming: Vec<u32> = moved.iter().filter(belongs).collect();
        if coming.is_empty() {
            return;
        }
        coming.sort_unstable_by(|a, b| compare(list.1, users, *a, *b));
        let staying = std::mem::take(&mut self.slots);
        self.slots.reserve_exact(staying.len() + coming.len());
        let mut rest = staying.as_slice();
        for slot in coming {
            let place = rest.partition_point(|other| compare(list.1, users, *other, slot).is_lt());
            self.slots.extend_from_slice(&rest[..place]);
            self.slots.push(slot);
            rest = &rest[place..];
        }
        self.slots.extend_from_slice(rest);
    }
}

/// A number for what a user is sorted by: where it is lower than another's, they come first. It lies where the sorting goes on,
/// while each look at a name is a wait for memory.
fn beginning(key: SortKey, users: &Users, slot: u32) -> u64 {
    let (user, text) = (users.at(slot), users.text(slot));
    match key {
        SortKey::LastName => first_bytes(user.last(text)),
        SortKey::FirstName => first_bytes(user.first(text)),
        SortKey::LoginEmail => first_bytes(user.login(text)),
        SortKey::CreatedAt => ascending(user.record.fields().listed_at()),
        SortKey::LastActiveAt => user.record.fields().last_active_at.map_or(0, ascending),
    }
}

fn first_bytes(text: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let some = text.len().min(bytes.len());
    bytes[..some].copy_from_slice(&text[..some]);
    u64::from_be_bytes(bytes)
}

fn ascending(micros: i64) -> u64 {
    micros.cast_unsigned() ^ (1 << 63)
}

/// Ends with the id, so that the order is total and a window never shows one user twice.
fn compare(key: SortKey, users: &Users, a: u32, b: u32) -> Ordering {
    let (one, other) = (users.at(a), users.at(b));
    let (text, other_text) = (users.text(a), users.text(b));
    let by_last = || one.last(text).cmp(other.last(other_text));
    let by_first = || one.first(text).cmp(other.first(other_text));
    let by_key = match key {
        SortKey::LastName => by_last().then_with(by_first),
        SortKey::FirstName => by_first().then_with(by_last),
        SortKey::LoginEmail => one.login(text).cmp(other.login(other_text)),
        SortKey::CreatedAt => one.record.fields().listed_at().cmp(&other.record.fields().listed_at()),
        SortKey::LastActiveAt => {
            let at = |record: &crate::record::Record| record.fields().last_active_at;
            at(&one.record).cmp(&at(&other.record))
        }
    };
    by_key.then_with(|| one.id().cmp(&other.id()))
}
