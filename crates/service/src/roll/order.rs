use std::ops::Deref;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use roster_index::SlotSet;
use roster_store::users::Place;

use super::key::{KEYS, Key};
use super::row::Row;

/// Of so many slots, one may have moved before an order is made anew rather than mended.
const FEW: usize = 8;

/// The slots of a roll's rows in every order that was asked for. Each follows what changed when it is next asked for: whoever
/// reads the feed does not wait for lists that nobody looks at.
#[derive(Debug, Default)]
pub struct Orders([RwLock<Order>; KEYS]);

/// The rows of a roll; a slot is empty after its user was deleted.
pub type Rows = Vec<Option<Row>>;

/// Slots in order, for as long as they are looked at.
#[derive(Debug)]
pub struct Ordered<'a>(RwLockReadGuard<'a, Order>);

#[derive(Debug, Default)]
struct Order {
    is_made: bool,
    slots: Vec<u32>,
    /// Those whose row is another one, or gone, or was not there, since the slots were put in order.
    moved: Vec<u32>,
}

impl Orders {
    /// All slots that are taken, ascending by a key.
    pub fn by(&self, key: Key, rows: &Rows) -> Ordered<'_> {
        let order = &self.0[key.number()];
        loop {
            let ready = order.read().unwrap_or_else(PoisonError::into_inner);
            if ready.is_made && ready.moved.is_empty() {
                return Ordered(ready);
            }
            drop(ready);
            order.write().unwrap_or_else(PoisonError::into_inner).ready(key, rows);
        }
    }

    /// Notes slots whose row is another one now, or gone, or new.
    pub fn note(&mut self, moved: &[u32]) {
        for order in &mut self.0 {
            order.get_mut().unwrap_or_else(PoisonError::into_inner).note(moved);
        }
    }
}

impl Order {
    fn note(&mut self, moved: &[u32]) {
        if !self.is_made {
            return;
        }
        self.moved.extend_from_slice(moved);
        if self.moved.len() * FEW > self.slots.len() {
            *self = Self::default();
        }
    }

    fn ready(&mut self, key: Key, rows: &Rows) {
        if !self.is_made {
            self.slots = sorted(key, rows);
            self.is_made = true;
        } else if !self.moved.is_empty() {
            self.mend(key, rows);
        }
    }

    /// Takes out what moved and puts it where its row now belongs. To find the place of each takes less than to compare all with
    /// one another.
    fn mend(&mut self, key: Key, rows: &Rows) {
        let moved: SlotSet = self.moved.drain(..).collect();
        let mut staying = std::mem::take(&mut self.slots);
        staying.retain(|slot| !moved.contains(*slot));
        let taken = moved.iter().filter(|slot| rows[*slot as usize].is_some());
        let mut coming: Vec<_> = taken.map(|slot| (place(key, rows, slot), slot)).collect();
        coming.sort_unstable();
        self.slots.reserve_exact(staying.len() + coming.len());
        let mut rest = staying.as_slice();
        for (at, slot) in coming {
            let (before, after) = rest.split_at(beginning_at(key, rows, rest, &at));
            self.slots.extend_from_slice(before);
            self.slots.push(slot);
            rest = after;
        }
        self.slots.extend_from_slice(rest);
    }
}

impl Deref for Ordered<'_> {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        &self.0.slots
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
