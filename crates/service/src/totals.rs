//! How many users a list has over all its pages, remembered while the account stands at one revision: to count 100,000 takes
//! longer than to read a page of them, and nobody who goes through the pages changes what there is.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use roster_domain::AccountId;
use roster_store::users::{self, Filter};
use roster_store::{StoreError, Tx};

/// How many lists of an account are remembered at most; then it begins anew.
const MOST_LISTS: usize = 256;
/// Of how many accounts.
const MOST_ACCOUNTS: usize = 1_024;

/// What was counted. Cheap to clone; every node has its own, which is right since the revision is the database's.
#[derive(Debug, Clone, Default)]
pub struct Totals(Arc<Mutex<HashMap<AccountId, Counted>>>);

#[derive(Debug, Default)]
struct Counted {
    revision: i64,
    totals: HashMap<Filter, i64>,
}

impl Totals {
    /// How many users of an account there are, which in this transaction stands at that revision.
    pub async fn count(
        &self,
        tx: &mut Tx,
        account: AccountId,
        revision: i64,
        filter: &Filter,
    ) -> Result<i64, StoreError> {
        if let Some(total) = self.counted(account, revision, filter) {
            return Ok(total);
        }
        let total = users::count(tx, account, filter).await?;
        self.keep(account, revision, filter.clone(), total);
        Ok(total)
    }

    fn counted(&self, account: AccountId, revision: i64, filter: &Filter) -> Option<i64> {
        let all = self.all();
        let counted = all.get(&account).filter(|counted| counted.revision == revision)?;
        counted.totals.get(filter).copied()
    }

    fn keep(&self, account: AccountId, revision: i64, filter: Filter, total: i64) {
        let mut all = self.all();
        if all.len() >= MOST_ACCOUNTS && !all.contains_key(&account) {
            all.clear();
        }
        let counted = all.entry(account).or_default();
        if counted.revision != revision || counted.totals.len() >= MOST_LISTS {
            *counted = Counted {
                revision,
                ..Counted::default()
            };
        }
        counted.totals.insert(filter, total);
    }

    fn all(&self) -> MutexGuard<'_, HashMap<AccountId, Counted>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use roster_domain::Role;
    use roster_testkit::{FixedClock, SeededRandom};

    use super::*;

    fn account() -> AccountId {
        AccountId::generate(&FixedClock::default(), &SeededRandom::new(1))
    }

    #[test]
    fn a_total_counts_for_its_list_and_revision_alone() {
        let (totals, account) = (Totals::default(), account());
        let administrators = Filter {
            role: Some(Role::Administrator),
            ..Filter::default()
        };
        totals.keep(account, 7, Filter::default(), 3);
        totals.keep(account, 7, administrators.clone(), 1);
        assert_eq!(totals.counted(account, 7, &Filter::default()), Some(3));
        assert_eq!(totals.counted(account, 7, &administrators), Some(1));
        assert_eq!(totals.counted(account, 8, &administrators), None);
        totals.keep(account, 8, Filter::default(), 4);
        assert_eq!(totals.counted(account, 8, &Filter::default()), Some(4));
        assert_eq!(
            totals.counted(account, 8, &administrators),
            None,
            "of an earlier revision"
        );
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let (totals, account) = (Totals::default(), account());
        for number in 0..=MOST_LISTS {
            let filter = Filter {
                text: Some(number.to_string()),
                ..Filter::default()
            };
            totals.keep(account, 7, filter, 1);
        }
        assert!(totals.all()[&account].totals.len() <= MOST_LISTS);
    }
}
