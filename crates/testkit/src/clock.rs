use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use roster_domain::Clock;

/// A clock that stands still until a test moves it. Its clones show the same time.
#[derive(Clone, Debug)]
pub struct FixedClock(Arc<Mutex<Timestamp>>);

impl FixedClock {
    /// A clock that shows `moment`, in RFC 3339 (`2026-03-01T09:00:00Z`).
    ///
    /// # Panics
    /// If that is no such moment: the test is wrong.
    pub fn at(moment: &str) -> Self {
        let moment = moment
            .parse()
            .unwrap_or_else(|error| panic!("{moment} is not a moment: {error}"));
        Self(Arc::new(Mutex::new(moment)))
    }

    /// Moves it on, or back where the span is negative.
    pub fn advance(&self, span: SignedDuration) {
        *self.shown() += span;
    }

    /// Sets it to a moment.
    pub fn set(&self, moment: Timestamp) {
        *self.shown() = moment;
    }

    fn shown(&self) -> std::sync::MutexGuard<'_, Timestamp> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for FixedClock {
    /// A Monday morning, far from any change of year or of daylight-saving time.
    fn default() -> Self {
        Self::at("2026-03-02T09:00:00Z")
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.shown()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stands_still_until_moved_and_its_clones_move_with_it() {
        let clock = FixedClock::at("2026-03-02T09:00:00Z");
        let seen_by_the_service: Arc<dyn Clock> = Arc::new(clock.clone());
        assert_eq!(seen_by_the_service.now(), clock.now());
        clock.advance(SignedDuration::from_hours(7 * 24));
        assert_eq!(seen_by_the_service.now().to_string(), "2026-03-09T09:00:00Z");
    }
}
