//! Finds out whether an account's log is as it was written.

use roster_domain::AccountId;

use super::Place;
use super::chain::{ChainHead, ChainedEvent};
use crate::{StoreError, Tx};

/// How many events are in memory at a time.
const PAGE: i64 = 1_000;

/// What became of a verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The events that were found, up to the broken one if there is one.
    pub events: i64,
    /// How many of them are older than the chain: the first event after them seals them, as one.
    pub before_chain: i64,
    /// The chain's end; absent when there is no event yet, or when the chain is broken.
    pub head: Option<ChainHead>,
    pub broken: Option<BrokenLink>,
}

/// The first place at which the log is not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrokenLink {
    pub seq: i64,
    pub fault: Fault,
}

/// What is wrong with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The event is not there.
    Missing,
    /// The event, its hash, or one that the first hash of all seals, is another than was written.
    Altered,
    /// The event has no hash, though the one before it has.
    Unchained,
    /// The log ends with the event before, and the account says that it does not.
    CutOff,
}

/// Holds every event of the account against its hash and the next.
pub async fn verify(tx: &mut Tx, account: AccountId) -> Result<Verified, StoreError> {
    let mut walk = Walk::begin(account);
    loop {
        let page = page(tx, account, walk.seq).await?;
        for link in &page {
            if let Err(broken) = walk.step(link) {
                return Ok(walk.broken(broken));
            }
        }
        if page.is_empty() {
            break;
        }
    }
    let place = fetch_optional!(
        tx,
        Place,
        "SELECT audit_seq AS seq, audit_open_seq AS open_seq, audit_hash AS hash, audit_open_hash AS open_hash
         FROM accounts WHERE id = $1",
        account.as_uuid(),
    );
    let place = place.ok_or_else(|| StoreError::Corrupt("an account that went while it was read".to_owned()))?;
    let expected = walk.chained.then_some(walk.head);
    let is_at_its_end = place.seq == walk.seq && place.open_seq == walk.open_seq;
    Ok(if is_at_its_end && place.head()? == expected {
        walk.whole()
    } else {
        let seq = walk.seq + 1;
        walk.broken(BrokenLink {
            seq,
            fault: Fault::CutOff,
        })
    })
}

/// The head over events that were written before there was a chain: the next event seals them.
pub(super) async fn seal_unchained(tx: &mut Tx, account: AccountId) -> Result<ChainHead, StoreError> {
    let mut walk = Walk::begin(account);
    loop {
        let page = page(tx, account, walk.seq).await?;
        let Some(last) = page.last() else {
            return Ok(walk.head);
        };
        walk.seq = last.event.seq;
        walk.head = page.iter().fold(walk.head, |head, link| head.then(&link.event));
    }
}

/// An event with the hashes it carries.
#[derive(Debug, sqlx::FromRow)]
struct Link {
    #[sqlx(flatten)]
    event: ChainedEvent,
    hash: Option<Vec<u8>>,
    open_hash: Option<Vec<u8>>,
    open_seq: Option<i64>,
}

async fn page(tx: &mut Tx, account: AccountId, after: i64) -> Result<Vec<Link>, StoreError> {
    Ok(fetch_all!(
        tx,
        Link,
        "SELECT id, account_id, seq, revision, at, actor_id, actor_name, action, target_type, target_id, target_name, changes,
                billing_changes, billing_only, origin, hash, open_hash, open_seq
         FROM audit_events WHERE account_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        account.as_uuid(),
        after,
        PAGE,
    ))
}

/// How far the log was found as it was written.
struct Walk {
    seq: i64,
    /// The number of the last event that every administrator may see.
    open_seq: i64,
    numbered: bool,
    head: ChainHead,
    before_chain: i64,
    chained: bool,
}

impl Walk {
    fn begin(account: AccountId) -> Self {
        Self {
            seq: 0,
            open_seq: 0,
            numbered: false,
            head: ChainHead::genesis(account),
            before_chain: 0,
            chained: false,
        }
    }

    fn step(&mut self, link: &Link) -> Result<(), BrokenLink> {
        let seq = self.seq + 1;
        let broken = |fault| Err(BrokenLink { seq, fault });
        if link.event.seq != seq {
            return broken(Fault::Missing);
        }
        let head = self.head.then(&link.event);
        match &link.hash {
            None if self.chained => return broken(Fault::Unchained),
            None => self.before_chain += 1,
            Some(_) if !link.carries(&head) => return broken(Fault::Altered),
            Some(_) => self.chained = true,
        }
        match self.open_seq_of(link) {
            Some(open_seq) => self.open_seq = open_seq,
            None => return broken(Fault::Altered),
        }
        self.numbered = link.open_seq.is_some();
        (self.seq, self.head) = (seq, head);
        Ok(())
    }

    /// The event's number among those that every administrator may see: none when it is another than it has to be. An event from
    /// before there were such numbers goes by its place.
    fn open_seq_of(&self, link: &Link) -> Option<i64> {
        match link.open_seq {
            None if self.numbered => None,
            None => Some(link.event.seq),
            Some(given) => {
                let expected = self.open_seq + i64::from(!link.event.billing_only);
                Some(given).filter(|given| *given == expected)
            }
        }
    }

    fn whole(self) -> Verified {
        Verified {
            events: self.seq,
            before_chain: self.before_chain,
            head: self.chained.then_some(self.head),
            broken: None,
        }
    }

    fn broken(self, broken: BrokenLink) -> Verified {
        Verified {
            events: self.seq,
            before_chain: self.before_chain,
            head: None,
            broken: Some(broken),
        }
    }
}

impl Link {
    fn carries(&self, head: &ChainHead) -> bool {
        let open = (!self.event.billing_only).then_some(head.open.as_bytes());
        self.hash.as_deref() == Some(head.whole.as_bytes()) && self.open_hash.as_deref() == open
    }
}
