//! The mails that a worker has in hand, and whose turn is next.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use roster_domain::AccountId;
use roster_store::mails::{self, Claim, ClaimedMail, Pick};
use roster_store::{StoreError, Tx};
use tokio::task::{Id, JoinError, JoinSet};

/// How many mails are under way at once.
pub const AT_ONCE: usize = 8;
/// How many of them may be of one account: a mail server that is slow with its mails holds up nobody else's.
const OF_ONE_ACCOUNT: usize = 6;

/// What kind of mail goes before which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What one person waits for.
    Urgent,
    /// One of many that are sent at once.
    Bulk,
}

impl Kind {
    /// In the order in which they are sent.
    pub const BOTH: [Self; 2] = [Self::Urgent, Self::Bulk];

    fn of(mail: &ClaimedMail) -> Self {
        if mail.bulk { Self::Bulk } else { Self::Urgent }
    }

    /// How many may be under way at once: bulk leaves two places to the others, and they leave one to bulk.
    fn at_once(self) -> usize {
        match self {
            Self::Urgent => AT_ONCE - 1,
            Self::Bulk => AT_ONCE - 2,
        }
    }
}

/// The mails under way, each in a task.
#[derive(Debug)]
pub struct InHand {
    under_way: JoinSet<()>,
    places: HashMap<Id, (Kind, AccountId)>,
    /// How many there are, for whoever tells others that they are looked after.
    count: Arc<AtomicUsize>,
    /// The account that had the last turn of each kind.
    last: [Option<AccountId>; 2],
    /// Whether the last claim ended for lack of room and not of mails.
    pub more_are_due: bool,
}

impl InHand {
    pub fn new(count: Arc<AtomicUsize>) -> Self {
        Self {
            under_way: JoinSet::new(),
            places: HashMap::new(),
            count,
            last: [None; 2],
            more_are_due: false,
        }
    }

    pub fn is_full(&self) -> bool {
        self.places.len() >= AT_ONCE
    }

    /// How many more mails of a kind may be taken.
    pub fn room_for(&self, kind: Kind) -> usize {
        self.tally().room_for(kind)
    }

    /// Claims mails in turn, of each kind no more than `at_most`: what one person waits for, and then bulk.
    pub async fn claim(
        &mut self,
        tx: &mut Tx,
        claim: &Claim,
        at_most: [usize; 2],
    ) -> Result<Vec<ClaimedMail>, StoreError> {
        let mut tally = self.tally();
        let mut claimed = Vec::new();
        self.more_are_due = false;
        for ((kind, mut left), last) in Kind::BOTH.into_iter().zip(at_most).zip(&mut self.last) {
            loop {
                let room = left.min(tally.room_for(kind));
                if room == 0 {
                    self.more_are_due = true;
                    break;
                }
                let pick = Pick {
                    bulk: kind == Kind::Bulk,
                    after: *last,
                    not_of: tally.crowded_for(kind),
                    limit: i64::try_from(room).unwrap_or(1),
                };
                let taken = mails::claim_in_turn(tx, claim, &pick).await?;
                if taken.is_empty() {
                    break;
                }
                left -= taken.len();
                *last = last_in_turn(*last, &taken);
                for mail in &taken {
                    tally.add(kind, mail.account_id);
                }
                claimed.extend(taken);
            }
        }
        Ok(claimed)
    }

    /// Begins to send a mail.
    pub fn take(&mut self, mail: &ClaimedMail, sending: impl Future<Output = ()> + Send + 'static) {
        let task = self.under_way.spawn(sending);
        self.places.insert(task.id(), (Kind::of(mail), mail.account_id));
        self.recount();
    }

    /// Waits until one is done; for ever when there is none.
    pub async fn one_is_done(&mut self) {
        match self.under_way.join_next_with_id().await {
            Some(done) => self.clear(&done),
            None => std::future::pending().await,
        }
    }

    pub async fn all_are_done(&mut self) {
        while let Some(done) = self.under_way.join_next_with_id().await {
            self.clear(&done);
        }
    }

    /// Makes room where more are done by now.
    pub fn clear_away(&mut self) {
        while let Some(done) = self.under_way.try_join_next_with_id() {
            self.clear(&done);
        }
    }

    fn clear(&mut self, done: &Result<(Id, ()), JoinError>) {
        let id = match done {
            Ok((id, ())) => *id,
            Err(error) => error.id(),
        };
        self.places.remove(&id);
        self.recount();
    }

    fn recount(&self) {
        self.count.store(self.places.len(), Ordering::Relaxed);
    }

    fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for (kind, account) in self.places.values() {
            tally.add(*kind, *account);
        }
        tally
    }
}

/// How many places are taken.
#[derive(Debug, Default)]
struct Tally {
    of_kind: [usize; 2],
    of_account: HashMap<AccountId, usize>,
}

impl Tally {
    fn add(&mut self, kind: Kind, account: AccountId) {
        self.of_kind[kind as usize] += 1;
        *self.of_account.entry(account).or_default() += 1;
    }

    fn room_for(&self, kind: Kind) -> usize {
        let all: usize = self.of_kind.iter().sum();
        let of_kind = kind.at_once().saturating_sub(self.of_kind[kind as usize]);
        of_kind.min(AT_ONCE.saturating_sub(all))
    }

    /// The account that has all the places it may have. The one place that is left to bulk may be anybody's.
    fn crowded_for(&self, kind: Kind) -> Option<AccountId> {
        if kind == Kind::Bulk && self.of_kind[kind as usize] == 0 {
            return None;
        }
        let mut accounts = self.of_account.iter();
        accounts
            .find(|(_, count)| **count >= OF_ONE_ACCOUNT)
            .map(|(account, _)| *account)
    }
}

/// Whose turn was the last of these, which came after that of `before`: each once around.
fn last_in_turn(before: Option<AccountId>, taken: &[ClaimedMail]) -> Option<AccountId> {
    let accounts = || taken.iter().map(|mail| mail.account_id);
    let around = accounts()
        .filter(|account| before.is_some_and(|before| *account <= before))
        .max();
    around.or_else(|| accounts().max())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(number: u128) -> AccountId {
        AccountId::from_uuid(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn neither_kind_nor_one_account_takes_all_places() {
        let mut tally = Tally::default();
        for _ in 0..6 {
            tally.add(Kind::Bulk, account(1));
        }
        assert_eq!((tally.room_for(Kind::Bulk), tally.room_for(Kind::Urgent)), (0, 2));
        assert_eq!(tally.crowded_for(Kind::Urgent), Some(account(1)));
        let mut tally = Tally::default();
        for number in 0..7 {
            tally.add(Kind::Urgent, account(number));
        }
        assert_eq!((tally.room_for(Kind::Urgent), tally.room_for(Kind::Bulk)), (0, 1));
        assert_eq!(tally.crowded_for(Kind::Urgent), None);
    }
}
