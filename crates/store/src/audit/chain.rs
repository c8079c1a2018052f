//! What ties an account's events together: SHA-256 over each event and the hash of the one before it.
//!
//! There are two chains. The whole one covers every event and all of it. The open one leaves out what only billing
//! managers may know of, so that its hashes can be shown to every administrator and tell nothing of the rest.

use std::array::TryFromSliceError;
use std::fmt;

use roster_domain::AccountId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::Micros;

/// SHA-256 over an event and all before it; written as hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventHash([u8; 32]);

impl EventHash {
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl TryFrom<&[u8]> for EventHash {
    type Error = TryFromSliceError;

    fn try_from(bytes: &[u8]) -> Result<Self, TryFromSliceError> {
        bytes.try_into().map(Self)
    }
}

impl fmt::Display for EventHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// The hashes that an event's successor goes on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainHead {
    /// Over everything.
    pub whole: EventHash,
    /// Over what every administrator may see.
    pub open: EventHash,
}

/// An event as the chain covers it: every column but the hashes.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ChainedEvent {
    pub id: Uuid,
    pub account_id: Uuid,
    pub seq: i64,
    pub revision: Option<i64>,
    pub at: Micros,
    pub actor_id: Option<Uuid>,
    pub actor_name: Option<String>,
    pub action: String,
    pub target_type: Option<String>,
    pub target_id: Option<Uuid>,
    pub target_name: Option<String>,
    pub changes: String,
    pub billing_changes: Option<String>,
    pub billing_only: bool,
    pub origin: String,
}

impl ChainHead {
    /// Where an account's chains begin. It names the account, so that no chain can be passed off as another's.
    pub fn genesis(account: AccountId) -> Self {
        let begin = |label: &[u8]| {
            let mut encoding = Encoding::labelled(label);
            encoding.bytes(Some(account.as_uuid().as_bytes()));
            encoding.hash()
        };
        Self {
            whole: begin(b"roster audit log v1"),
            open: begin(b"roster open audit log v1"),
        }
    }

    /// The head once this event is added. An event that only billing managers may know of leaves the open chain as it was.
    #[must_use]
    pub fn then(&self, event: &ChainedEvent) -> Self {
        let mut whole = Encoding::labelled(b"roster audit event v1");
        whole.bytes(Some(self.whole.as_bytes()));
        whole.event(event);
        whole.bytes(event.billing_changes.as_ref());
        whole.number(Some(i64::from(event.billing_only)));
        let open = if event.billing_only {
            self.open
        } else {
            let mut open = Encoding::labelled(b"roster open audit event v1");
            open.bytes(Some(self.open.as_bytes()));
            open.event(event);
            open.hash()
        };
        Self {
            whole: whole.hash(),
            open,
        }
    }
}

/// Bytes that stand for one sequence of fields and no other: each is marked as there or absent, and carries its length.
struct Encoding(Sha256);

impl Encoding {
    fn labelled(label: &[u8]) -> Self {
        let mut encoding = Self(Sha256::new());
        encoding.bytes(Some(label));
        encoding
    }

    /// What every administrator may see of an event.
    fn event(&mut self, event: &ChainedEvent) {
        let id = |id: &Option<Uuid>| id.map(Uuid::into_bytes);
        self.number(Some(event.seq));
        self.bytes(Some(event.id.as_bytes()));
        self.bytes(Some(event.account_id.as_bytes()));
        self.number(event.revision);
        self.number(Some(event.at.0));
        self.bytes(id(&event.actor_id).as_ref());
        self.bytes(event.actor_name.as_ref());
        self.bytes(Some(&event.action));
        self.bytes(event.target_type.as_ref());
        self.bytes(id(&event.target_id).as_ref());
        self.bytes(event.target_name.as_ref());
        self.bytes(Some(&event.changes));
        self.bytes(Some(&event.origin));
    }

    fn bytes<T: AsRef<[u8]> + ?Sized>(&mut self, bytes: Option<&T>) {
        let Some(bytes) = bytes.map(AsRef::as_ref) else {
            self.0.update([0]);
            return;
        };
        self.0.update([1]);
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    fn number(&mut self, number: Option<i64>) {
        self.bytes(number.map(i64::to_be_bytes).as_ref());
    }

    fn hash(self) -> EventHash {
        EventHash(self.0.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> ChainedEvent {
        ChainedEvent {
            id: Uuid::from_u128(1),
            account_id: Uuid::from_u128(2),
            seq: 7,
            revision: Some(3),
            at: Micros(1_000_000),
            actor_id: Some(Uuid::from_u128(4)),
            actor_name: Some("Ada Lovelace".to_owned()),
            action: "user.updated".to_owned(),
            target_type: Some("user".to_owned()),
            target_id: Some(Uuid::from_u128(5)),
            target_name: Some("Grace Hopper".to_owned()),
            changes: "{}".to_owned(),
            billing_changes: Some("{\"permissions\":1}".to_owned()),
            billing_only: false,
            origin: "10.0.0.7".to_owned(),
        }
    }

    fn head() -> ChainHead {
        ChainHead::genesis(AccountId::from_uuid(Uuid::from_u128(2)))
    }

    #[test]
    fn every_column_counts() {
        let alterations: [fn(&mut ChainedEvent); 19] = [
            |event| event.id = Uuid::nil(),
            |event| event.account_id = Uuid::nil(),
            |event| event.seq += 1,
            |event| event.revision = None,
            |event| event.revision = Some(0),
            |event| event.at = Micros(1),
            |event| event.actor_id = None,
            |event| event.actor_name = None,
            |event| event.actor_name = Some(String::new()),
            |event| event.action.push('.'),
            |event| event.target_type = None,
            |event| event.target_id = Some(Uuid::nil()),
            |event| event.target_name = None,
            |event| event.changes.push(' '),
            |event| event.billing_changes = None,
            |event| event.billing_changes = Some(String::new()),
            |event| event.billing_only = true,
            |event| event.origin.clear(),
            // Moving a letter from one field to the next is an alteration, too.
            |event| {
                event.changes.push('1');
                event.origin.remove(0);
            },
        ];
        let untouched = head().then(&event()).whole;
        for (index, alter) in alterations.iter().enumerate() {
            let mut altered = event();
            alter(&mut altered);
            assert_ne!(head().then(&altered).whole, untouched, "alteration {index}");
        }
    }

    #[test]
    fn the_open_chain_tells_nothing_of_what_only_billing_managers_may_know() {
        let mut other = event();
        other.billing_changes = None;
        assert_eq!(head().then(&event()).open, head().then(&other).open);
        other.billing_only = true;
        assert_eq!(head().then(&other).open, head().open, "it was not there");
        other.billing_only = false;
        other.action.push('!');
        assert_ne!(head().then(&event()).open, head().then(&other).open);
    }

    #[test]
    fn what_came_before_counts() {
        let again = head().then(&event()).then(&event());
        assert_ne!(again, head().then(&event()));
        let elsewhere = ChainHead::genesis(AccountId::from_uuid(Uuid::from_u128(3)));
        assert_ne!(elsewhere.then(&event()).whole, head().then(&event()).whole);
        assert_ne!(elsewhere.open, head().open);
    }

    /// What is written today has to be found whole by every later version. The hashes were computed apart, in Python.
    #[test]
    fn the_encoding_does_not_change() {
        let head = head().then(&event());
        assert_eq!(
            head.whole.to_string(),
            "77b08e225a60e025cb085142002ed94377f03d26e49d0905aaa0ceda5518a60e"
        );
        assert_eq!(
            head.open.to_string(),
            "31bcc5691925c57d15ab5373bbdf27d38192f534c9ec8eae57d2c2382c0a7df5"
        );
    }
}
