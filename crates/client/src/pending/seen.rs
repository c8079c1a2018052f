//! Which records were shown, so that an edit can be merged with what happened since: by then the copy has the newer one.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use roster_contract::User;
use roster_domain::UserId;
use roster_domain::pending::EditableFields;

use super::fields::fields_of;

/// Many more than a screen shows.
const MOST: usize = 4_096;

type Version = (UserId, i64);

/// The records that were shown last, in memory only.
#[derive(Debug, Default)]
pub(crate) struct SeenRecords(Mutex<Records>);

#[derive(Debug, Default)]
struct Records {
    fields: HashMap<Version, EditableFields>,
    oldest_first: VecDeque<Version>,
}

impl SeenRecords {
    pub fn note(&self, user: &User) {
        let version = (user.id, user.version);
        let mut records = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if records.fields.contains_key(&version) {
            return;
        }
        records.fields.insert(version, fields_of(user));
        records.oldest_first.push_back(version);
        if records.oldest_first.len() > MOST
            && let Some(oldest) = records.oldest_first.pop_front()
        {
            records.fields.remove(&oldest);
        }
    }

    /// What the fields of a user were in the version that an edit is based on, if that is still known.
    pub fn when_edited(&self, present: &User, version: i64) -> Option<EditableFields> {
        if present.version == version {
            return Some(fields_of(present));
        }
        let records = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        records.fields.get(&(present.id, version)).cloned()
    }

    /// When one may no longer see what one saw.
    pub fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Records::default();
    }
}
