//! What lists are searched and sorted by, in memory: made from the file once, and kept up with every change of it.

use std::collections::HashMap;

use jiff::Timestamp;
use memchr::memmem::Finder;
use roster_contract::{SortKey, User};
use roster_domain::{Guardians, Permission, Rights, Role, Subject, UserId, UserStatus, search};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row};
use uuid::Uuid;

use crate::order::{Moved, Order};
use crate::{Counts, Query};

/// The columns [`Entry`] is read from.
pub(crate) const COLUMNS: &str = "id, first_name, last_name, login_email, communication_email, role, billing_manager, \
     status, version, created_at, last_active_at";

/// Of so many, one is searched by itself, wherever it lies.
const FEW: usize = 8;

/// A user as far as lists depend on them.
#[derive(Debug)]
pub(crate) struct Entry {
    pub subject: Subject,
    pub version: i64,
    pub created_at: i64,
    pub last_active_at: Option<i64>,
    /// Folded: first name, space, last name, line feed, login email, line feed, communication email.
    text: Box<str>,
    first_end: usize,
    last_end: usize,
    login_end: usize,
}

impl Entry {
    pub fn of(user: &User) -> Self {
        let billing_manager = user.permissions.contains(&Permission::BillingManager);
        let subject = Subject {
            id: user.id,
            rights: Rights::new(user.role, billing_manager),
            status: user.status,
        };
        let texts = [
            &user.first_name,
            &user.last_name,
            &user.login_email,
            &user.communication_email,
        ];
        let micros = |at| Timestamp::from(at).as_microsecond();
        Self {
            version: user.version,
            created_at: micros(user.created_at),
            last_active_at: user.last_active_at.map(micros),
            ..Self::folded(subject, texts.map(String::as_str))
        }
    }

    fn folded(subject: Subject, [first, last, login, communication]: [&str; 4]) -> Self {
        let mut text = search::fold(first);
        let first_end = text.len();
        text.push(' ');
        text.push_str(&search::fold(last));
        let last_end = text.len();
        text.push('\n');
        text.push_str(&search::fold(login));
        let login_end = text.len();
        text.push('\n');
        text.push_str(&search::fold(communication));
        let text = text.into_boxed_str();
        Self {
            subject,
            version: 0,
            created_at: 0,
            last_active_at: None,
            text,
            first_end,
            last_end,
            login_end,
        }
    }

    pub fn first(&self) -> &str {
        &self.text[..self.first_end]
    }

    pub fn last(&self) -> &str {
        &self.text[self.first_end + 1..self.last_end]
    }

    pub fn login(&self) -> &str {
        &self.text[self.last_end + 1..self.login_end]
    }

    /// Whether a name or an address begins with what is searched for.
    pub fn begins_with(&self, needle: &str) -> bool {
        let beginnings = [0, self.first_end + 1, self.last_end + 1, self.login_end + 1];
        beginnings.iter().any(|begin| self.text[*begin..].starts_with(needle))
    }

    pub fn contains(&self, finder: &Finder<'_>) -> bool {
        finder.find(self.text.as_bytes()).is_some()
    }
}

impl FromRow<'_, SqliteRow> for Entry {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        let named = |error| sqlx::Error::Decode(Box::new(error));
        let role: Role = row.try_get::<&str, _>(5)?.parse().map_err(named)?;
        let status: UserStatus = row.try_get::<&str, _>(7)?.parse().map_err(named)?;
        let id = UserId::from_uuid(row.try_get::<Uuid, _>(0)?);
        let subject = Subject {
            id,
            rights: Rights::new(role, row.try_get(6)?),
            status,
        };
        let texts = [row.try_get(1)?, row.try_get(2)?, row.try_get(3)?, row.try_get(4)?];
        Ok(Self {
            version: row.try_get(8)?,
            created_at: row.try_get(9)?,
            last_active_at: row.try_get(10)?,
            ..Self::folded(subject, texts)
        })
    }
}

/// Every user of the replica. An entry keeps its slot for as long as it is there.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub entries: Entries,
    slots: HashMap<UserId, u32>,
    free: Vec<u32>,
    orders: HashMap<(UserStatus, SortKey), Order>,
    found: Option<Found>,
    /// Both counted when they are first asked for after a change.
    counts: Option<Counts>,
    guardians: Option<Guardians>,
}

/// The slots; one is empty after its user was deleted.
#[derive(Debug, Default)]
pub(crate) struct Entries(Vec<Option<Entry>>);

/// What the last search found, in ascending order: scrolling and typing on begin there.
#[derive(Debug)]
struct Found {
    list: (UserStatus, SortKey),
    needle: String,
    slots: Vec<u32>,
}

impl Entries {
    pub fn at(&self, slot: u32) -> &Entry {
        self.0[slot as usize]
            .as_ref()
            .expect("an order holds only slots that are taken")
    }

    /// For each slot, whether the text of its user has it. Goes by slots, as the texts lie in memory: going by a list's order,
    /// nearly each of 100,000 would have to be waited for, and all take five times as long.
    fn having(&self, finder: &Finder) -> Vec<bool> {
        let has = |entry: &Option<Entry>| entry.as_ref().is_some_and(|entry| entry.contains(finder));
        self.0.iter().map(has).collect()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter().flatten()
    }
}

impl Index {
    /// The version of a user's record, when there is one.
    pub fn version(&self, id: UserId) -> Option<i64> {
        self.slots.get(&id).map(|slot| self.entries.at(*slot).version)
    }

    /// Takes these users in, in place of what was known of them, and those out.
    pub fn change(&mut self, put: Vec<Entry>, take: &[UserId]) {
        self.found = None;
        self.counts = None;
        self.guardians = None;
        let mut moved = Vec::with_capacity(put.len() + take.len());
        for id in take {
            if let Some(slot) = self.slots.remove(id) {
                self.entries.0[slot as usize] = None;
                self.free.push(slot);
                moved.push(slot);
            }
        }
        for entry in put {
            moved.push(self.place(entry));
        }
        if self.orders.is_empty() {
            return;
        }
        let moved = Moved::of(moved, self.entries.0.len());
        for (list, order) in &mut self.orders {
            order.repair(*list, &self.entries.0, &moved);
        }
    }

    fn place(&mut self, entry: Entry) -> u32 {
        let id = entry.subject.id;
        let slot = match self.slots.get(&id) {
            Some(slot) => *slot,
            None => self.free.pop().unwrap_or_else(|| {
                self.entries.0.push(None);
                u32::try_from(self.entries.0.len() - 1).expect("an account has fewer than four billion users")
            }),
        };
        self.entries.0[slot as usize] = Some(entry);
        self.slots.insert(id, slot);
        slot
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    pub fn counts(&mut self) -> Counts {
        let entries = &self.entries;
        *self.counts.get_or_insert_with(|| {
            entries.iter().fold(Counts::default(), |mut counts, entry| {
                match entry.subject.status {
                    UserStatus::Active => counts.active += 1,
                    UserStatus::Pending => counts.pending += 1,
                    UserStatus::Removed => counts.removed += 1,
                }
                counts
            })
        })
    }

    pub fn guardians(&mut self) -> Guardians {
        let entries = &self.entries;
        let count = || Guardians::count(entries.iter().map(|entry| &entry.subject));
        *self.guardians.get_or_insert_with(count)
    }

    /// The ids of the users in the query's window, and how many it finds.
    pub fn window(&mut self, query: &Query) -> (Vec<UserId>, u32) {
        let list = (query.status, query.sort);
        let order = self
            .orders
            .entry(list)
            .or_insert_with(|| Order::new(list, &self.entries.0));
        let needle = search::fold(query.search.trim());
        let slots = if needle.is_empty() {
            &order.slots
        } else {
            let found = find(self.found.take(), list, needle, &order.slots, &self.entries);
            &self.found.insert(found).slots
        };
        let total = slots.len();
        let (offset, limit) = (query.offset as usize, query.limit as usize);
        let id = |position: usize| {
            let position = if query.descending {
                total - 1 - position
            } else {
                position
            };
            self.entries.at(slots[position]).subject.id
        };
        let ids = (offset.min(total)..offset.saturating_add(limit).min(total))
            .map(id)
            .collect();
        (ids, u32::try_from(total).unwrap_or(u32::MAX))
    }
}

fn find(before: Option<Found>, list: (UserStatus, SortKey), needle: String, all: &[u32], entries: &Entries) -> Found {
    let before = before.filter(|found| found.list == list && needle.contains(&found.needle));
    let among = match before {
        Some(found) if found.needle == needle => return found,
        Some(ref found) => &found.slots,
        None => all,
    };
    let finder = Finder::new(&needle);
    let slots = if among.len() * FEW < entries.0.len() {
        let has = |slot: &u32| entries.at(*slot).contains(&finder);
        among.iter().copied().filter(has).collect()
    } else {
        let having = entries.having(&finder);
        among.iter().copied().filter(|slot| having[*slot as usize]).collect()
    };
    Found { list, needle, slots }
}
