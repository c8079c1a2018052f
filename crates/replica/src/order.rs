use std::cmp::Ordering;

use roster_contract::SortKey;
use roster_domain::UserStatus;

use crate::index::Entry;

/// The slots of one list's users, ascending.
#[derive(Debug)]
pub(crate) struct Order {
    pub slots: Vec<u32>,
}

type List = (UserStatus, SortKey);

impl Order {
    pub fn new(list: List, entries: &[Option<Entry>]) -> Self {
        let all = 0..u32::try_from(entries.len()).expect("slots are numbered in 32 bits");
        let mut slots: Vec<u32> = all.filter(|slot| belongs(list, entries, *slot)).collect();
        slots.sort_unstable_by(|a, b| compare(list.1, entries, *a, *b));
        Self { slots }
    }

    /// Takes out every slot that moved, and puts those that still belong here where they belong now. Looking two users up and
    /// comparing their names is what takes time, so that each of the moved is searched a place for among the others, and these
    /// are not compared with one another.
    pub fn repair(&mut self, list: List, entries: &[Option<Entry>], moved: &Moved) {
        self.slots.retain(|slot| !moved.contains(*slot));
        let coming = moved.slots.iter().copied();
        let mut coming: Vec<u32> = coming.filter(|slot| belongs(list, entries, *slot)).collect();
        if coming.is_empty() {
            return;
        }
        coming.sort_unstable_by(|a, b| compare(list.1, entries, *a, *b));
        let staying = std::mem::take(&mut self.slots);
        self.slots.reserve_exact(staying.len() + coming.len());
        let mut rest = staying.as_slice();
        for slot in coming {
            let place = rest.partition_point(|other| compare(list.1, entries, *other, slot).is_lt());
            self.slots.extend_from_slice(&rest[..place]);
            self.slots.push(slot);
            rest = &rest[place..];
        }
        self.slots.extend_from_slice(rest);
    }
}

/// Slots whose user is another one now, or as they were not before.
#[derive(Debug)]
pub(crate) struct Moved {
    slots: Vec<u32>,
    /// For each slot there is, whether it is among them.
    is: Vec<bool>,
}

impl Moved {
    /// `slots` may name one twice; none is beyond `count`.
    pub fn of(mut slots: Vec<u32>, count: usize) -> Self {
        slots.sort_unstable();
        slots.dedup();
        let mut is = vec![false; count];
        for slot in &slots {
            is[*slot as usize] = true;
        }
        Self { slots, is }
    }

    fn contains(&self, slot: u32) -> bool {
        self.is[slot as usize]
    }
}

fn belongs(list: List, entries: &[Option<Entry>], slot: u32) -> bool {
    entries[slot as usize]
        .as_ref()
        .is_some_and(|entry| entry.subject.status == list.0)
}

/// Ends with the id, so that the order is total and a window never shows one user twice.
fn compare(key: SortKey, entries: &[Option<Entry>], a: u32, b: u32) -> Ordering {
    let (Some(a), Some(b)) = (&entries[a as usize], &entries[b as usize]) else {
        return Ordering::Equal;
    };
    let by_key = match key {
        SortKey::LastName => a.last().cmp(b.last()).then_with(|| a.first().cmp(b.first())),
        SortKey::FirstName => a.first().cmp(b.first()).then_with(|| a.last().cmp(b.last())),
        SortKey::LoginEmail => a.login().cmp(b.login()),
        SortKey::CreatedAt => a.created_at.cmp(&b.created_at),
        SortKey::LastActiveAt => a.last_active_at.cmp(&b.last_active_at),
    };
    by_key.then_with(|| a.subject.id.cmp(&b.subject.id))
}
