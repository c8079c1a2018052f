//! Attempts that may be guesses: whoever has failed too often is told to wait before anything is hashed.

use axum::http::request::Parts;
use jiff::SignedDuration;
use roster_domain::Counter;
use roster_store::{Scope, StoreError, Tx, attempts};

use crate::app::App;
use crate::kernel::client_address;
use crate::kernel::refusal::Refusal;

/// An attempt that may go on, and what its failure is counted under.
#[derive(Debug, Clone)]
pub struct Attempt {
    app: App,
    /// What success clears: a login, a device, a link, a session.
    own: Option<Counter>,
    /// What it never does: an address, from which others may be trying.
    address: Option<Counter>,
}

impl Attempt {
    /// Begins an attempt of which nothing but its sender's address is known.
    pub async fn from_address(app: &App, parts: &Parts) -> Result<Self, Refusal> {
        Self::begin(app, None, counter_of_address(app, parts)).await
    }

    /// Begins an attempt, unless it has to wait. It is counted under its own counter and under its sender's address.
    pub async fn of(app: &App, parts: &Parts, own: Counter) -> Result<Self, Refusal> {
        Self::begin(app, Some(own), counter_of_address(app, parts)).await
    }

    /// The same where the sender has shown that they may go on, whoever else tries from their address.
    pub async fn of_its_own(app: &App, own: Counter) -> Result<Self, Refusal> {
        Self::begin(app, Some(own), None).await
    }

    /// The same as [`Self::of`] and [`Self::of_its_own`], in a transaction that reads more than that.
    pub async fn within(tx: &mut Tx, app: &App, own: Counter, sent_by: Option<&Parts>) -> Result<Self, Refusal> {
        let address = sent_by.and_then(|parts| counter_of_address(app, parts));
        Self::begin_within(tx, app, Some(own), address).await
    }

    async fn begin(app: &App, own: Option<Counter>, address: Option<Counter>) -> Result<Self, Refusal> {
        let mut tx = app.store.begin_read(Scope::NoAccount).await?;
        let attempt = Self::begin_within(&mut tx, app, own, address).await?;
        tx.commit().await?;
        Ok(attempt)
    }

    async fn begin_within(
        tx: &mut Tx,
        app: &App,
        own: Option<Counter>,
        address: Option<Counter>,
    ) -> Result<Self, Refusal> {
        let attempt = Self {
            app: app.clone(),
            own,
            address,
        };
        let mut longest = None;
        for counter in attempt.counters() {
            let failures = attempts::get(tx, counter).await?;
            longest = longest.max(failures.and_then(|failures| counter.throttle.wait(&failures, app.now())));
        }
        longest.map_or(Ok(attempt), |wait| Err(Refusal::Wait(wait)))
    }

    fn counters(&self) -> impl Iterator<Item = &Counter> {
        // In this order everywhere: two transactions that count would else wait for each other.
        self.own.iter().chain(&self.address)
    }

    /// Counts a failure. The refusal it leads to is the one given, or, from the first that is not tolerated, to wait.
    pub async fn failed(&self, refusal: impl Into<Refusal>) -> Refusal {
        match self.count().await {
            Ok(None) => refusal.into(),
            Ok(Some(wait)) => Refusal::Wait(wait),
            Err(error) => error.into(),
        }
    }

    /// Counts an attempt of which nobody is to learn whether it failed.
    pub async fn made(&self) -> Result<(), Refusal> {
        Ok(self.count().await.map(drop)?)
    }

    async fn count(&self) -> Result<Option<SignedDuration>, StoreError> {
        let now = self.app.now();
        let mut tx = self.app.store.begin_write(Scope::NoAccount).await?;
        let mut longest = None;
        for counter in self.counters() {
            let failures = attempts::count_failure(&mut tx, counter, now).await?;
            longest = longest.max(counter.throttle.wait(&failures, now));
        }
        tx.commit().await?;
        Ok(longest)
    }

    /// Clears the failures, in the transaction of what the attempt succeeded in. Of guesses under way at once, those that
    /// are judged after too many have failed are refused even when right: none of them tells more than a wait.
    pub async fn succeed(&self, tx: &mut Tx) -> Result<(), Refusal> {
        let Some(own) = &self.own else { return Ok(()) };
        let Some(failures) = attempts::lock(tx, own).await? else {
            return Ok(());
        };
        match own.throttle.wait(&failures, self.app.now()) {
            Some(wait) => Err(Refusal::Wait(wait)),
            None => Ok(attempts::forget(tx, own).await?),
        }
    }
}

fn counter_of_address(app: &App, parts: &Parts) -> Option<Counter> {
    client_address::of(parts, app).map(|address| Counter::of_address(&app.secret_key, address))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use roster_contract::ProblemCode;
    use roster_domain::SecretKey;
    use roster_store::Store;
    use roster_testkit::{FixedClock, SeededRandom};

    use super::*;
    use crate::app::Settings;

    async fn app(folder: &tempfile::TempDir) -> App {
        let url = format!("sqlite:{}", folder.path().join("roster.sqlite").display());
        let store = Store::open(&url.parse().unwrap()).await.unwrap();
        let settings = Settings::new("https://roster.example/".parse().unwrap());
        let random = Arc::new(SeededRandom::from_environment());
        let key = SecretKey::generate(&*random);
        App::new(store, Arc::new(FixedClock::default()), random, key, settings)
    }

    #[tokio::test]
    async fn a_right_guess_among_too_many_at_once_is_told_to_wait_like_the_wrong_ones() {
        let folder = tempfile::tempdir().unwrap();
        let app = app(&folder).await;
        let counter = Counter::of_login(&app.secret_key, "ada@example.com");
        let begin = || Attempt::of_its_own(&app, counter);
        let (right, in_time) = (begin().await.unwrap(), begin().await.unwrap());
        let wrong = begin().await.unwrap();
        for _ in 0..9 {
            let refusal = wrong.failed(ProblemCode::InvalidCredentials).await;
            assert!(matches!(refusal, Refusal::Problem(_)));
        }
        let mut tx = app.store.begin_write(Scope::NoAccount).await.unwrap();
        assert!(in_time.succeed(&mut tx).await.is_ok());
        tx.rollback().await.unwrap();
        assert!(matches!(
            wrong.failed(ProblemCode::InvalidCredentials).await,
            Refusal::Wait(_)
        ));
        let mut tx = app.store.begin_write(Scope::NoAccount).await.unwrap();
        assert!(matches!(right.succeed(&mut tx).await, Err(Refusal::Wait(_))));
        drop(tx);
        assert!(matches!(begin().await, Err(Refusal::Wait(_))), "and clears nothing");
    }
}
