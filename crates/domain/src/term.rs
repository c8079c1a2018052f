//! What runs out, and what becomes of it when the clock is put back.

use jiff::{SignedDuration, Timestamp};

/// When something was written down, and when it runs out.
///
/// Whatever runs out is stored with both moments: a session, a link, a quota. A clock that was ahead and is corrected would
/// else make it last by as much longer as the clock was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// When it was written down.
    pub from: Timestamp,
    /// When it runs out.
    pub until: Timestamp,
}

impl Term {
    /// By how much the clocks of two nodes may differ. What is written down no further ahead than this is left as it is.
    pub const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_mins(1);

    /// How long it lasts in full.
    pub fn length(self) -> SignedDuration {
        self.until.duration_since(self.from).max(SignedDuration::ZERO)
    }

    /// The same at `now`. What was written down at a moment that is still to come was written by a clock that has been put back
    /// since: it gets its full length from now.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Self {
        if self.from <= now {
            return self;
        }
        Self {
            from: now,
            until: now.saturating_add(self.length()).unwrap_or(Timestamp::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(hours: i64) -> Timestamp {
        Timestamp::constant(1_800_000_000, 0) + SignedDuration::from_hours(hours)
    }

    #[test]
    fn a_term_lasts_no_longer_than_its_full_length_whatever_the_clock_did() {
        let week = Term {
            from: hour(0),
            until: hour(168),
        };
        assert_eq!(week.at(hour(0)), week);
        assert_eq!(week.at(hour(200)), week, "what has run out has run out");
        for back in [2, 365 * 24] {
            let corrected = week.at(hour(-back));
            assert_eq!(corrected.until, hour(168 - back));
            assert_eq!(corrected.at(hour(1 - back)), corrected, "the term goes on from there");
        }
    }
}
