//! Every user of the copy in memory, made from the file once and kept up with every change of it: lists are searched, sorted and
//! shown from here, and the file is asked for none of it.

use std::collections::HashMap;

use roster_contract::User;
use roster_domain::{UserId, UserStatus, search};
use roster_index::TextIndex;

use crate::entry::{Entry, Incoming};
use crate::order::{List, Order};
use crate::tally::Tally;
use crate::{Query, Window};

/// Every user of the copy. Each keeps its slot for as long as it is there.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub users: Users,
    pub tally: Tally,
    slots: HashMap<UserId, u32>,
    free: Vec<u32>,
    /// Of those lists that were asked for.
    orders: HashMap<List, Order>,
}

/// The slots; one is empty after its user was deleted.
#[derive(Debug, Default)]
pub(crate) struct Users {
    entries: Vec<Option<Entry>>,
    pub texts: TextIndex,
}

impl Users {
    pub fn get(&self, slot: u32) -> Option<&Entry> {
        self.entries.get(slot as usize)?.as_ref()
    }

    pub fn at(&self, slot: u32) -> &Entry {
        self.get(slot).expect("only slots that are taken are asked for")
    }

    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().flatten()
    }

    pub fn text(&self, slot: u32) -> &[u8] {
        self.texts.bytes(slot)
    }

    pub fn of_status(&self, status: UserStatus) -> impl Iterator<Item = u32> {
        let numbered = (0..).zip(&self.entries);
        numbered.filter_map(move |(slot, entry)| (entry.as_ref()?.subject.status == status).then_some(slot))
    }
}

impl Index {
    /// Takes these users in, in place of what was known of them, and those out.
    pub fn change(&mut self, put: Vec<Incoming>, take: &[UserId]) {
        self.slots.reserve(put.len());
        let taken = take.iter().filter_map(|id| self.remove(*id));
        let mut moved: Vec<u32> = taken.collect();
        moved.extend(put.into_iter().map(|incoming| self.place(incoming)));
        self.orders.retain(|_, order| order.note(&moved));
    }

    fn remove(&mut self, id: UserId) -> Option<u32> {
        let slot = self.slots.remove(&id)?;
        let entry = self.users.entries[slot as usize].take()?;
        self.tally.remove(&entry.subject);
        self.users.texts.take(slot);
        self.free.push(slot);
        Some(slot)
    }

    fn place(&mut self, Incoming { entry, text }: Incoming) -> u32 {
        let slot = self.slot_for(entry.id());
        self.tally.add(&entry.subject);
        self.users.texts.put(slot, &text);
        if let Some(before) = self.users.entries[slot as usize].replace(entry) {
            self.tally.remove(&before.subject);
        }
        slot
    }

    fn slot_for(&mut self, id: UserId) -> u32 {
        let Self { users, slots, free, .. } = self;
        *slots.entry(id).or_insert_with(|| {
            free.pop().unwrap_or_else(|| {
                users.entries.push(None);
                u32::try_from(users.entries.len() - 1).expect("an account has fewer than four billion users")
            })
        })
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    pub fn user(&self, id: UserId) -> Option<User> {
        Some(self.entry(id)?.user())
    }

    /// Whether the record here is of a later version than this one.
    pub fn is_newer_than(&self, user: &User) -> bool {
        self.entry(user.id)
            .is_some_and(|entry| entry.record.version() > user.version)
    }

    fn entry(&self, id: UserId) -> Option<&Entry> {
        self.users.get(*self.slots.get(&id)?)
    }

    pub fn window(&mut self, query: &Query) -> Window {
        let (list, users) = ((query.status, query.sort), &self.users);
        let order = self.orders.entry(list).or_insert_with(|| Order::new(list, users));
        let all = order.slots(list, users);
        let Some(found) = users.texts.find_each(&search::words(&query.search)) else {
            return part(query, all, users);
        };
        let found: Vec<u32> = all.iter().copied().filter(|slot| found.contains(*slot)).collect();
        part(query, &found, users)
    }
}

/// What the query asks to see of all that it finds, which are ascending.
fn part(query: &Query, slots: &[u32], users: &Users) -> Window {
    let (offset, limit) = (query.offset as usize, query.limit as usize);
    let user = |slot: &u32| users.at(*slot).user();
    let users = if query.descending {
        slots.iter().rev().skip(offset).take(limit).map(user).collect()
    } else {
        slots.iter().skip(offset).take(limit).map(user).collect()
    };
    Window {
        users,
        total: u32::try_from(slots.len()).unwrap_or(u32::MAX),
    }
}
