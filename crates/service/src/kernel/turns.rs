use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

type Waiting = HashMap<[u8; 32], Weak<Turn<()>>>;

/// Lets those who name the same thing come one after the other, in this process.
///
/// What decides between them is the database. This only spares the work of all but the first: however many send a link at
/// once, one password is hashed for it.
#[derive(Debug, Clone, Default)]
pub struct Turns(Arc<Mutex<Waiting>>);

impl Turns {
    /// Waits for everyone who came before with the same name; the turn lasts until the guard is dropped.
    pub async fn take(&self, name: [u8; 32]) -> OwnedMutexGuard<()> {
        let turn = {
            let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.retain(|_, turn| turn.strong_count() > 0);
            let turn = waiting.get(&name).and_then(Weak::upgrade).unwrap_or_default();
            waiting.insert(name, Arc::downgrade(&turn));
            turn
        };
        turn.lock_owned().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_those_with_the_same_name_wait_for_each_other() {
        let turns = Turns::default();
        let first = turns.take([1; 32]).await;
        drop(turns.take([2; 32]).await);
        let mut second = Box::pin(turns.take([1; 32]));
        assert!(futures_util::poll!(&mut second).is_pending());
        drop(first);
        drop(second.await);
        drop(turns.take([3; 32]).await);
        assert_eq!(turns.0.lock().unwrap().len(), 1, "whoever is gone is forgotten");
    }
}
