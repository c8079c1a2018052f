//! Accounts whose copy had to begin anew while their service was out of reach: only the service knows who is signed in to them.

use std::ops::ControlFlow;
use std::sync::{Arc, Weak};

use super::restore::Restored;
use crate::desktop::Desktop;
use crate::sync::Backoff;
use crate::view::{AccountKey, CacheTag};

impl Desktop {
    /// Goes on with an account by itself, as soon as its service answers.
    pub(super) fn restore_later(self: &Arc<Self>, account: AccountKey) {
        if self.background {
            tokio::spawn(try_again(Arc::downgrade(self), account));
        }
    }

    /// One more try, unless somebody signed in to the account meanwhile, or it is not wanted any more.
    async fn restore_again(self: &Arc<Self>, key: AccountKey) -> ControlFlow<()> {
        let _passage = self.passage.lock().await;
        let known = self.settings.get().account(key).cloned();
        let Some(account) = known.filter(|account| account.signed_in && !self.tasks.is_closed()) else {
            return ControlFlow::Break(());
        };
        match self.try_to_restore(&account).await {
            Restored::NotYet => return ControlFlow::Continue(()),
            Restored::Decided => {}
        }
        if self.state(|state| state.current == Some(key)) {
            self.tell_view();
        } else {
            self.invalidate(&[CacheTag::Accounts]);
        }
        ControlFlow::Break(())
    }
}

async fn try_again(desktop: Weak<Desktop>, account: AccountKey) {
    let Some((mut backoff, mut network)) = desktop.upgrade().map(|desktop| {
        let backoff = Backoff::new(desktop.timing.first_retry, desktop.timing.last_retry);
        (backoff, desktop.network.subscribe())
    }) else {
        return;
    };
    loop {
        let Some(wait) = desktop
            .upgrade()
            .map(|desktop| backoff.wait(desktop.random.as_ref(), None))
        else {
            return;
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            changed = network.changed() => match changed {
                Ok(()) => backoff.reset(),
                Err(_) => return,
            },
        }
        let Some(desktop) = desktop.upgrade() else { return };
        if desktop.restore_again(account).await.is_break() {
            return;
        }
    }
}
