use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use jiff::{SignedDuration, Timestamp};
use roster_domain::AccountId;
use roster_store::accounts::{self, AccountRecord};
use roster_store::{Scope, Store, StoreError, Tx};

use super::catch_up::missed;
use super::fill::Filling;
use super::roll::Roll;
use super::standing::Standing;

/// What all rolls of a node may take together: two accounts of 100,000 users, or thousands of small ones. An account that is larger
/// than this by itself is read from the database each time.
const MOST_BYTES: usize = 80_000_000;

/// The rolls of a node. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Rolls {
    most_bytes: usize,
    held: Arc<Mutex<HashMap<AccountId, Arc<Held>>>>,
}

#[derive(Debug)]
struct Held {
    state: RwLock<State>,
    /// Held by the one request that brings it up to date, while the others wait.
    updating: tokio::sync::Mutex<()>,
    used_at: AtomicI64,
}

#[derive(Debug)]
enum State {
    Empty,
    /// Someone reads the whole account.
    Filling,
    TooLarge,
    Ready(Box<Roll>),
}

/// Which account, and as it stands where.
struct Asked<'a> {
    store: &'a Store,
    account: AccountId,
    standing: Standing,
}

/// What has to be done for a roll to stand where the account does.
enum Need {
    Fill,
    CatchUp(Standing),
    /// It is there; or it is not to be had now.
    Nothing,
}

impl Default for Rolls {
    fn default() -> Self {
        Self::within(MOST_BYTES)
    }
}

impl Rolls {
    /// Ones that together take no more than about so many bytes.
    pub fn within(most_bytes: usize) -> Self {
        Self {
            most_bytes,
            held: Arc::default(),
        }
    }

    /// What `look` sees in the roll of an account as it stands in this transaction. None where there is no such roll: the
    /// database has to be asked. A large account is read for the next ones beside this request.
    pub async fn look<T>(
        &self,
        store: &Store,
        tx: &mut Tx,
        account: &AccountRecord,
        now: Timestamp,
        look: impl FnOnce(&Roll) -> T,
    ) -> Result<Option<T>, StoreError> {
        let held = self.of(account.id, now);
        let asked = Asked {
            store,
            account: account.id,
            standing: Standing::from(account),
        };
        let standing = &asked.standing;
        if !matches!(held.need(standing), Need::Nothing) {
            self.update(&held, &asked, tx).await?;
        }
        let state = held.state.read().unwrap_or_else(PoisonError::into_inner);
        Ok(match &*state {
            State::Ready(roll) if roll.standing() == standing => Some(look(roll)),
            State::Ready(_) | State::Empty | State::Filling | State::TooLarge => None,
        })
    }

    /// How many accounts are held, or about to be.
    pub fn len(&self) -> usize {
        self.all().len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Lets those go that nobody looked at for so long.
    pub fn forget_unused_for(&self, span: SignedDuration, now: Timestamp) {
        let since = (now - span).as_microsecond();
        // What was last looked at later than now was so by a clock that has been put back.
        let used_since = |held: &Held| held.used_at.fetch_min(now.as_microsecond(), Ordering::Relaxed) >= since;
        self.all().retain(|_, held| used_since(held));
    }

    async fn update(&self, held: &Arc<Held>, asked: &Asked<'_>, tx: &mut Tx) -> Result<(), StoreError> {
        let _turn = held.updating.lock().await;
        match held.need(&asked.standing) {
            Need::Nothing => Ok(()),
            Need::CatchUp(from) => match missed(tx, asked.account, &from, &asked.standing).await? {
                Some(missed) => {
                    held.change(|roll| roll.change(missed.put, &missed.take, asked.standing.clone()));
                    Ok(())
                }
                None => self.fill(held, asked, tx).await,
            },
            Need::Fill => self.fill(held, asked, tx).await,
        }
    }

    /// Reads a small account at once, a large one beside this request.
    async fn fill(&self, held: &Arc<Held>, asked: &Asked<'_>, tx: &mut Tx) -> Result<(), StoreError> {
        held.become_(State::Empty);
        let mut filling = Filling::begin(asked.account, asked.standing.clone());
        if !filling.go_on(tx).await? {
            self.keep(held, filling);
            return Ok(());
        }
        held.become_(State::Filling);
        let (rolls, held, store, account) = (self.clone(), held.clone(), asked.store.clone(), asked.account);
        tokio::spawn(async move {
            if let Err(error) = rolls.fill_beside(&held, &store, account).await {
                tracing::debug!(%error, "an account could not be read into memory");
                held.become_(State::Empty);
            }
        });
        Ok(())
    }

    async fn fill_beside(&self, held: &Held, store: &Store, account: AccountId) -> Result<(), StoreError> {
        let mut tx = store.begin_read(Scope::Account(account)).await?;
        let record = accounts::get(&mut tx, account).await?;
        let record = record.ok_or_else(|| StoreError::Corrupt("an account that went".to_owned()))?;
        let mut filling = Filling::begin(account, Standing::from(&record));
        while filling.bytes() <= self.most_bytes && filling.go_on(&mut tx).await? {}
        tx.commit().await?;
        self.keep(held, filling);
        Ok(())
    }

    fn keep(&self, held: &Held, filling: Filling) {
        if filling.bytes() > self.most_bytes {
            held.become_(State::TooLarge);
            return;
        }
        held.become_(State::Ready(Box::new(filling.finish())));
        self.make_room();
    }

    /// Lets those go that were not used for longest, until all fit.
    fn make_room(&self) {
        let mut all = self.all();
        let mut by_use: Vec<_> = all
            .iter()
            .map(|(account, held)| (held.used_at.load(Ordering::Relaxed), *account, held.bytes()))
            .collect();
        by_use.sort_unstable_by_key(|(used_at, ..)| *used_at);
        let mut bytes: usize = by_use.iter().map(|(.., bytes)| bytes).sum();
        for (_, account, freed) in by_use {
            if bytes <= self.most_bytes {
                return;
            }
            all.remove(&account);
            bytes -= freed;
        }
    }

    fn of(&self, account: AccountId, now: Timestamp) -> Arc<Held> {
        let held = self.all().entry(account).or_default().clone();
        held.used_at.store(now.as_microsecond(), Ordering::Relaxed);
        held
    }

    fn all(&self) -> MutexGuard<'_, HashMap<AccountId, Arc<Held>>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Held {
    fn default() -> Self {
        Self {
            state: RwLock::new(State::Empty),
            updating: tokio::sync::Mutex::default(),
            used_at: AtomicI64::new(0),
        }
    }
}

impl Held {
    fn need(&self, standing: &Standing) -> Need {
        match &*self.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Empty => Need::Fill,
            State::Ready(roll) if roll.standing().is_before(standing) => Need::CatchUp(roll.standing().clone()),
            // Where the roll is ahead, this transaction began before the one that it was last brought up to date in.
            State::Ready(_) | State::Filling | State::TooLarge => Need::Nothing,
        }
    }

    fn become_(&self, state: State) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state;
    }

    fn change(&self, change: impl FnOnce(&mut Roll)) {
        if let State::Ready(roll) = &mut *self.state.write().unwrap_or_else(PoisonError::into_inner) {
            change(roll);
        }
    }

    fn bytes(&self) -> usize {
        match &*self.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Ready(roll) => roll.bytes(),
            State::Empty | State::Filling | State::TooLarge => 0,
        }
    }
}
