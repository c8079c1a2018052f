//! How long what a desktop knows may be read while nobody can say whether its reader still may.

use jiff::{SignedDuration, Timestamp};

/// What is known of a session whose copy is read: when the service last answered it, and what the clock has shown since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfflineTerm {
    /// When the service last answered that the session counts, by the clock of this computer.
    pub last_contact: Timestamp,
    /// The highest that clock was ever seen at since.
    pub latest_clock: Timestamp,
    /// When the session ends by itself, where that is known.
    pub session_end: Option<Timestamp>,
}

/// Why nothing may be read before the service has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// It was too long ago that it did; or the session has ended by itself meanwhile.
    OfflineTooLong,
    /// The clock shows less than it once did, so that nobody can say how long ago it was.
    ClockTurnedBack,
}

impl OfflineTerm {
    /// How long the copy may be read without the service.
    pub const LENGTH: SignedDuration = SignedDuration::from_hours(14 * 24);

    /// By how much a clock may be corrected.
    pub const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_mins(10);

    /// When nothing is known: nothing may be read.
    pub const UNKNOWN: Self = Self {
        last_contact: Timestamp::UNIX_EPOCH,
        latest_clock: Timestamp::UNIX_EPOCH,
        session_end: None,
    };

    /// The service has just answered.
    pub fn begun(now: Timestamp, session_end: Option<Timestamp>) -> Self {
        Self {
            last_contact: now,
            latest_clock: now,
            session_end,
        }
    }

    /// The service has answered again. From now on time is counted by what the clock shows now, even where that is less
    /// than before: a clock that was wrong is put right like this.
    #[must_use]
    pub fn renewed(self, now: Timestamp) -> Self {
        Self::begun(now, self.session_end)
    }

    /// The clock was seen.
    #[must_use]
    pub fn seen(self, now: Timestamp) -> Self {
        Self {
            latest_clock: self.latest_clock.max(now),
            ..self
        }
    }

    /// Whether the copy may be read without asking the service first.
    pub fn check(&self, now: Timestamp) -> Result<(), Lock> {
        let clock = self.latest_clock.max(self.last_contact);
        if clock.duration_since(now) > Self::CLOCK_TOLERANCE {
            return Err(Lock::ClockTurnedBack);
        }
        // A session that the service has answered after its end, by this clock, lives by another clock.
        let ended = self
            .session_end
            .is_some_and(|end| now >= end && self.last_contact < end);
        if ended || now.duration_since(self.last_contact) > Self::LENGTH {
            return Err(Lock::OfflineTooLong);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(days: i64) -> Timestamp {
        let monday: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        monday + SignedDuration::from_hours(24 * days)
    }

    fn second() -> SignedDuration {
        SignedDuration::from_secs(1)
    }

    #[test]
    fn a_copy_may_be_read_for_fourteen_days_and_not_a_second_longer() {
        let term = OfflineTerm::begun(day(0), Some(day(30)));
        assert_eq!(term.check(day(0)), Ok(()));
        assert_eq!(term.check(day(14)), Ok(()));
        assert_eq!(term.check(day(14) + second()), Err(Lock::OfflineTooLong));
        assert_eq!(
            term.seen(day(10)).check(day(14) + second()),
            Err(Lock::OfflineTooLong),
            "to look is no contact"
        );
        assert_eq!(term.renewed(day(10)).check(day(24)), Ok(()));
    }

    #[test]
    fn a_clock_that_was_turned_back_counts_for_nothing() {
        let term = OfflineTerm::begun(day(0), None).seen(day(3));
        let tolerated = day(3) - OfflineTerm::CLOCK_TOLERANCE;
        assert_eq!(term.check(tolerated), Ok(()));
        assert_eq!(term.check(tolerated - second()), Err(Lock::ClockTurnedBack));
        assert_eq!(term.seen(day(1)), term, "what was seen stays seen");
        assert_eq!(term.check(day(-100)), Err(Lock::ClockTurnedBack));
        // Also when only the contact is known to have been later.
        let term = OfflineTerm {
            latest_clock: day(-9),
            ..OfflineTerm::begun(day(0), None)
        };
        assert_eq!(term.check(day(-1)), Err(Lock::ClockTurnedBack));
    }

    #[test]
    fn one_who_was_out_for_too_long_gains_nothing_by_turning_the_clock_back() {
        let term = OfflineTerm::begun(day(0), None).seen(day(20));
        assert_eq!(term.check(day(20)), Err(Lock::OfflineTooLong));
        assert_eq!(term.check(day(5)), Err(Lock::ClockTurnedBack));
    }

    #[test]
    fn the_answer_of_the_service_puts_a_wrong_clock_right() {
        let term = OfflineTerm::begun(day(0), None).seen(day(3_000));
        assert_eq!(term.check(day(1)), Err(Lock::ClockTurnedBack));
        let term = term.renewed(day(1));
        assert_eq!(term.check(day(1)), Ok(()));
        assert_eq!(term.check(day(15)), Ok(()));
        assert_eq!(term.check(day(16)), Err(Lock::OfflineTooLong));
    }

    #[test]
    fn nothing_is_read_after_the_session_s_own_end() {
        let term = OfflineTerm::begun(day(0), Some(day(5)));
        assert_eq!(term.check(day(5) - second()), Ok(()));
        assert_eq!(term.check(day(5)), Err(Lock::OfflineTooLong));
        // Here the clock is ahead of the service's, which has answered all the same.
        let term = term.renewed(day(6));
        assert_eq!(term.check(day(7)), Ok(()));
        assert_eq!(term.check(day(20) + second()), Err(Lock::OfflineTooLong));
    }
}
