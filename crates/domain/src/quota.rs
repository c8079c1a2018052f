//! How much may be sent in a time, so that whoever steals a session, or asks on and on, sends no end of it.

use std::num::NonZeroU32;

use jiff::{SignedDuration, Timestamp};

use crate::Term;

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// So many in a span of time. Those that are spent come back one by one, evenly over the span; nobody saves up more than one
/// span's. Within any one span there are thus at most twice as many. (The generic cell rate algorithm, ITU-T I.371.)
///
/// What has to be remembered is a [`Term`]: when it was last spent from, and when all are there again. Before the first time
/// that is [`Quota::UNSPENT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    count: NonZeroU32,
    span: SignedDuration,
}

/// What was given of a quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    pub granted: u32,
    /// What there is to remember.
    pub term: Term,
}

impl Quota {
    /// An account's invitations. An organisation of 100,000 users, the largest that Roster is measured with, may be invited in
    /// one day.
    pub const INVITATIONS: Self = Self::a_day(NonZeroU32::new(100_000).expect("it is not zero"));

    /// What is remembered before anything was spent.
    pub const UNSPENT: Term = Term {
        from: Timestamp::UNIX_EPOCH,
        until: Timestamp::UNIX_EPOCH,
    };

    pub const fn a_day(count: NonZeroU32) -> Self {
        Self { count, span: DAY }
    }

    pub const fn an_hour(count: NonZeroU32) -> Self {
        Self { count, span: HOUR }
    }

    /// Spends as many as are left, up to `wanted`.
    pub fn spend(self, before: Term, wanted: u32, now: Timestamp) -> Spent {
        let begun = self.spent_so_far(before, now);
        let left = (self.span - begun).as_micros() / self.times(1).as_micros();
        let granted = wanted
            .min(u32::try_from(left).unwrap_or(u32::MAX))
            .min(self.count.get());
        Spent {
            granted,
            term: Term {
                from: now,
                until: now + begun + self.times(granted),
            },
        }
    }

    /// The same with some given back that were not used after all.
    #[must_use]
    pub fn give_back(self, spent: Term, unused: u32) -> Term {
        Term {
            until: spent.until - self.times(unused),
            ..spent
        }
    }

    /// How long until one more is left.
    pub fn wait(self, spent: Term, now: Timestamp) -> SignedDuration {
        (self.spent_so_far(spent, now) + self.times(1) - self.span).max(SignedDuration::ZERO)
    }

    /// The time in which as many come back as are spent.
    fn spent_so_far(self, spent: Term, now: Timestamp) -> SignedDuration {
        let left = spent.at(now).until.duration_since(now);
        left.clamp(SignedDuration::ZERO, self.span)
    }

    /// The time in which so many come back.
    fn times(self, count: u32) -> SignedDuration {
        let each = self.span.as_micros() / i128::from(self.count.get());
        SignedDuration::from_micros(i64::try_from(each).unwrap_or(i64::MAX).saturating_mul(i64::from(count)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quota(a_day: u32) -> Quota {
        Quota::a_day(NonZeroU32::new(a_day).unwrap())
    }

    fn now() -> Timestamp {
        "2026-03-02T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_days_invitations_may_be_sent_at_once_and_come_back_one_by_one() {
        let three = quota(3);
        let spent = three.spend(Quota::UNSPENT, 5, now());
        assert_eq!(spent.granted, 3);
        assert_eq!(three.spend(spent.term, 1, now()).granted, 0);
        assert_eq!(three.wait(spent.term, now()), SignedDuration::from_hours(8));
        let later = now() + SignedDuration::from_hours(8);
        assert_eq!(three.wait(spent.term, later), SignedDuration::ZERO);
        assert_eq!(three.spend(spent.term, 5, later).granted, 1);
        let next_day = now() + SignedDuration::from_hours(100);
        assert_eq!(three.spend(spent.term, 5, next_day).granted, 3, "no more is saved up");
    }

    #[test]
    fn what_is_given_back_can_be_spent_again() {
        let ten = quota(10);
        let spent = ten.spend(Quota::UNSPENT, 10, now());
        let left = ten.give_back(spent.term, 4);
        assert_eq!(ten.spend(left, 9, now()).granted, 4);
    }

    #[test]
    fn a_clock_that_was_put_back_leaves_as_much_as_there_was() {
        let quota = quota(10);
        for ahead in [2, 24 * 365] {
            let then = now() + SignedDuration::from_hours(ahead);
            let some = quota.spend(Quota::UNSPENT, 4, then);
            assert_eq!(quota.spend(some.term, 10, now()).granted, 6);
            let all = quota.spend(Quota::UNSPENT, 10, then);
            let refused = quota.spend(all.term, 1, now());
            assert_eq!(refused.granted, 0);
            let wait = quota.wait(all.term, now());
            assert_eq!(wait, SignedDuration::from_mins(144));
            assert_eq!(
                quota.spend(refused.term, 1, now() + wait).granted,
                1,
                "what is kept comes back"
            );
        }
    }

    proptest! {
        #[test]
        fn in_a_day_there_are_as_many_as_the_quota_says_and_after_it_as_many_again(
            a_day in 1_u32..1_000_000, steps in prop::collection::vec((0_u32..200_000, 0_i64..7_200), 1..40),
        ) {
            let quota = quota(a_day);
            let (mut term, mut at, mut granted) = (Quota::UNSPENT, now(), 0_u64);
            for (wanted, seconds) in steps {
                at += SignedDuration::from_secs(seconds);
                let spent = quota.spend(term, wanted, at);
                prop_assert!(spent.granted <= wanted);
                granted += u64::from(spent.granted);
                term = spent.term;
                let refilled = at.duration_since(now()).as_micros() / (DAY.as_micros() / i128::from(a_day));
                prop_assert!(i128::from(granted) <= i128::from(a_day) + refilled + 1, "{granted}");
            }
            prop_assert_eq!(quota.spend(term, u32::MAX, at + DAY).granted, a_day);
        }
    }
}
