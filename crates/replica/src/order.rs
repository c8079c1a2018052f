use std::cmp::Ordering;
use std::collections::HashSet;

use roster_contract::SortKey;
use roster_domain::UserStatus;

use crate::index::Entry;

/// Up to so many moved users are put in their places one by one; more are appended and sorted in, which on what is
/// sorted already but for them is one merge.
const FEW: usize = 64;

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

    /// Takes out every slot that moved, and puts those that still belong here where they belong now.
    pub fn repair(&mut self, list: List, entries: &[Option<Entry>], moved: &HashSet<u32>) {
        self.slots.retain(|slot| !moved.contains(slot));
        let coming = moved.iter().copied().filter(|slot| belongs(list, entries, *slot));
        if moved.len() > FEW {
            self.slots.extend(coming);
            // Stable, because that sort is the one which makes use of what is sorted already.
            self.slots.sort_by(|a, b| compare(list.1, entries, *a, *b));
            return;
        }
        for slot in coming {
            let place = self
                .slots
                .partition_point(|other| compare(list.1, entries, *other, slot).is_lt());
            self.slots.insert(place, slot);
        }
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
