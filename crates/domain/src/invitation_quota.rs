//! How many invitations an account may send, so that whoever steals an administrator's session sends no end of them.

use std::num::NonZeroU32;

use jiff::{SignedDuration, Timestamp};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// So many invitations a day. Those that are sent come back one by one, evenly over a day; nobody saves up more than a day's.
/// Within any 24 hours there are thus at most twice as many. (The generic cell rate algorithm, ITU-T I.371: one moment is all
/// that has to be remembered.)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvitationQuota(NonZeroU32);

/// What was given of a quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    pub granted: u32,
    /// The moment from which all are there again: what there is to remember.
    pub until: Timestamp,
}

impl InvitationQuota {
    /// An organisation of 100,000 users, the largest that Roster is measured with, may be invited in one day.
    pub const DEFAULT: Self = Self(NonZeroU32::new(100_000).expect("it is not zero"));

    pub const fn a_day(count: NonZeroU32) -> Self {
        Self(count)
    }

    /// Spends as many as are left, up to `wanted`.
    pub fn spend(self, until: Timestamp, wanted: u32, now: Timestamp) -> Spent {
        let begun = spent_so_far(until, now);
        let left = (DAY - begun).as_micros() / self.each().as_micros();
        let granted = wanted.min(u32::try_from(left).unwrap_or(u32::MAX)).min(self.0.get());
        Spent {
            granted,
            until: now + begun + self.times(granted),
        }
    }

    /// The same moment with some given back that were not used after all.
    pub fn give_back(self, until: Timestamp, unused: u32) -> Timestamp {
        until - self.times(unused)
    }

    /// How long until one more is left.
    pub fn wait(self, until: Timestamp, now: Timestamp) -> SignedDuration {
        (spent_so_far(until, now) + self.each() - DAY).max(SignedDuration::ZERO)
    }

    /// The time in which one comes back.
    fn each(self) -> SignedDuration {
        self.times(1)
    }

    fn times(self, count: u32) -> SignedDuration {
        let each = DAY.as_micros() / i128::from(self.0.get());
        SignedDuration::from_micros(i64::try_from(each).unwrap_or(i64::MAX).saturating_mul(i64::from(count)))
    }
}

/// Never more than all, even where the clock was put back meanwhile.
fn spent_so_far(until: Timestamp, now: Timestamp) -> SignedDuration {
    until.duration_since(now).clamp(SignedDuration::ZERO, DAY)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quota(a_day: u32) -> InvitationQuota {
        InvitationQuota::a_day(NonZeroU32::new(a_day).unwrap())
    }

    fn now() -> Timestamp {
        "2026-03-02T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_days_invitations_may_be_sent_at_once_and_come_back_one_by_one() {
        let three = quota(3);
        let spent = three.spend(Timestamp::UNIX_EPOCH, 5, now());
        assert_eq!(spent.granted, 3);
        assert_eq!(three.spend(spent.until, 1, now()).granted, 0);
        assert_eq!(three.wait(spent.until, now()), SignedDuration::from_hours(8));
        let later = now() + SignedDuration::from_hours(8);
        assert_eq!(three.wait(spent.until, later), SignedDuration::ZERO);
        assert_eq!(three.spend(spent.until, 5, later).granted, 1);
        let next_day = now() + SignedDuration::from_hours(100);
        assert_eq!(three.spend(spent.until, 5, next_day).granted, 3, "no more is saved up");
    }

    #[test]
    fn what_is_given_back_can_be_spent_again() {
        let ten = quota(10);
        let spent = ten.spend(Timestamp::UNIX_EPOCH, 10, now());
        let until = ten.give_back(spent.until, 4);
        assert_eq!(ten.spend(until, 9, now()).granted, 4);
    }

    #[test]
    fn a_clock_that_was_put_back_shuts_nobody_out_for_longer_than_it_takes_anyway() {
        let ten = quota(10);
        let ahead = now() + SignedDuration::from_hours(10_000);
        let spent = ten.spend(ahead, 1, now());
        assert_eq!(spent.granted, 0);
        assert_eq!(ten.wait(spent.until, now()), SignedDuration::from_mins(144));
    }

    proptest! {
        #[test]
        fn in_a_day_there_are_as_many_as_the_quota_says_and_after_it_as_many_again(
            a_day in 1_u32..1_000_000, steps in prop::collection::vec((0_u32..200_000, 0_i64..7_200), 1..40),
        ) {
            let quota = quota(a_day);
            let (mut until, mut at, mut granted) = (Timestamp::UNIX_EPOCH, now(), 0_u64);
            for (wanted, seconds) in steps {
                at += SignedDuration::from_secs(seconds);
                let spent = quota.spend(until, wanted, at);
                prop_assert!(spent.granted <= wanted);
                granted += u64::from(spent.granted);
                until = spent.until;
                let refilled = at.duration_since(now()).as_micros() / (DAY.as_micros() / i128::from(a_day));
                prop_assert!(i128::from(granted) <= i128::from(a_day) + refilled + 1, "{granted}");
            }
            prop_assert_eq!(quota.spend(until, u32::MAX, at + DAY).granted, a_day);
        }
    }
}
