use std::sync::OnceLock;

use roster_index::SlotSet;
use roster_store::users::Place;

use super::key::{KEYS, Key};
use super::row::Row;

/// The slots of a roll's rows in every order that was asked for.
#[derive(Debug, Default)]
pub struct Orders([OnceLock<Vec<u32>>; KEYS]);

/// The rows of a roll; a slot is empty after its user was deleted.
pub type Rows = Vec<Option<Row>>;

impl Orders {
    /// All slots that are taken, ascending by a key.
    pub fn by(&self, key: Key, rows: &Rows) -> &[u32] {
        self.0[key.number()].get_or_init(|| sorted(key, rows))
    }

    /// Takes many slots out whose rows are about to change.
    pub fn take_all(&mut self, moving: &SlotSet) {
        for (_, slots) in self.made() {
            slots.retain(|slot| !moving.contains(*slot));
        }
    }

    /// Puts many slots where their new rows belong. To find the place of each takes less than to compare all with one another.
    pub fn put_all(&mut self, moved: &SlotSet, rows: &Rows) {
        for (key, slots) in self.made() {
            let mut coming: Vec<_> = moved.iter().map(|slot| (place(key, rows, slot), slot)).collect();
            coming.sort_unstable();
            let staying = std::mem::take(slots);
            slots.reserve_exact(staying.len() + coming.len());
            let mut rest = staying.as_slice();
            for (at, slot) in coming {
                let (before, after) = rest.split_at(beginning_at(key, rows, rest, &at));
                slots.extend_from_slice(before);
                slots.push(slot);
                rest = after;
            }
            slots.extend_from_slice(rest);
        }
    }

    /// Takes a slot out whose row is about to change.
    pub fn take(&mut self, slot: u32, rows: &Rows) {
        for (key, slots) in self.made() {
            let at = beginning_at(key, rows, slots, &place(key, rows, slot));
            debug_assert_eq!(slots.get(at), Some(&slot));
            slots.remove(at);
        }
    }

    /// Puts a slot where its new row belongs.
    pub fn put(&mut self, slot: u32, rows: &Rows) {
        for (key, slots) in self.made() {
            let at = beginning_at(key, rows, slots, &place(key, rows, slot));
            slots.insert(at, slot);
        }
    }

    fn made(&mut self) -> impl Iterator<Item = (Key, &mut Vec<u32>)> {
        let all = Key::ALL.into_iter().zip(&mut self.0);
        all.filter_map(|(key, slots)| Some((key, slots.get_mut()?)))
    }
}

/// How many slots come before a place.
pub fn beginning_at(key: Key, rows: &Rows, slots: &[u32], at: &Place) -> usize {
    slots.partition_point(|slot| place(key, rows, *slot) < *at)
}

/// How many slots come before a place or are there.
pub fn ending_at(key: Key, rows: &Rows, slots: &[u32], at: &Place) -> usize {
    slots.partition_point(|slot| place(key, rows, *slot) <= *at)
}

fn sorted(key: Key, rows: &Rows) -> Vec<u32> {
    let taken = (0..).zip(rows).filter(|(_, row)| row.is_some());
    let mut slots: Vec<u32> = taken.map(|(slot, _)| slot).collect();
    slots.sort_by_cached_key(|slot| place(key, rows, *slot));
    slots
}

fn place(key: Key, rows: &Rows, slot: u32) -> Place {
    let row = rows[slot as usize].as_ref();
    key.place_of(&row.expect("an order holds only slots that are taken").listed())
}
