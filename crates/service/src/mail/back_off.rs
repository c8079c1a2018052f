//! How long to wait between tries.

use jiff::{SignedDuration, Timestamp};
use roster_domain::Random;

/// Beyond this, waiting longer helps nobody.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(4);
/// A wait is longer or shorter by up to a quarter.
const LEAST_SHARE: f64 = 0.75;
const MOST_SHARE: f64 = 1.25;
/// RFC 5321, section 4.5.4.1, would go on for four to five days, but the link in an invitation is good for seven.
const GIVE_UP_AFTER: SignedDuration = SignedDuration::from_hours(3 * 24);

/// When to try again after a number of failed tries; `None` when it is time to give up.
///
/// The wait doubles with every try, give or take a quarter, so that mails that failed together do not come back together.
pub fn next_try(
    queued_at: Timestamp,
    now: Timestamp,
    tries: i64,
    base: SignedDuration,
    random: &dyn Random,
) -> Option<Timestamp> {
    let last = queued_at + GIVE_UP_AFTER;
    if now >= last {
        return None;
    }
    let mut draw = [0; 2];
    random.fill(&mut draw);
    let share = LEAST_SHARE + (MOST_SHARE - LEAST_SHARE) * f64::from(u16::from_le_bytes(draw)) / f64::from(u16::MAX);
    Some((now + wait(tries, base).mul_f64(share)).min(last))
}

fn wait(tries: i64, base: SignedDuration) -> SignedDuration {
    let doublings = u32::try_from(tries.clamp(1, 31) - 1).unwrap_or(0);
    base.checked_mul(1 << doublings)
        .map_or(LONGEST_WAIT, |wait| wait.min(LONGEST_WAIT))
}

/// The longest wait after each number of failed tries, up to the one from which on waits are equally long: that stands for all that
/// follow.
pub fn longest_waits(base: SignedDuration) -> impl Iterator<Item = (i64, SignedDuration)> {
    let last = (1..31).find(|tries| wait(*tries, base) >= LONGEST_WAIT).unwrap_or(31);
    (1..=last).map(move |tries| {
        let longest = wait(tries, base).mul_f64(MOST_SHARE);
        (if tries == last { i64::MAX } else { tries }, longest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Same(u8);

    impl Random for Same {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    fn wait(tries: i64, draw: u8) -> SignedDuration {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        next_try(now, now, tries, SignedDuration::from_secs(30), &Same(draw))
            .unwrap()
            .duration_since(now)
    }

    #[test]
    fn waits_double_give_or_take_a_quarter() {
        assert_eq!((wait(1, 0).as_millis(), wait(1, 255).as_millis()), (22_500, 37_500));
        assert_eq!((wait(2, 0).as_secs(), wait(5, 0).as_secs()), (45, 360));
    }

    #[test]
    fn no_wait_is_longer_than_four_hours() {
        for tries in [12, 31, 32, 1_000, i64::MAX] {
            assert_eq!(
                wait(tries, 255),
                SignedDuration::from_hours(5),
                "{tries}: four hours and a quarter"
            );
        }
    }

    #[test]
    fn no_wait_is_longer_than_the_longest_after_as_many_tries() {
        let longest: Vec<_> = longest_waits(SignedDuration::from_secs(30)).collect();
        assert_eq!(longest.len(), 10, "{longest:?}");
        for (tries, longest) in longest {
            assert_eq!(wait(tries, 255), longest, "{tries}");
        }
    }

    #[test]
    fn after_three_days_it_is_over_and_the_last_try_is_not_later() {
        let queued = Timestamp::from_second(1_800_000_000).unwrap();
        let end = queued + SignedDuration::from_hours(72);
        let try_at = |now| next_try(queued, now, 20, SignedDuration::from_secs(30), &Same(9));
        assert_eq!(try_at(end - SignedDuration::from_secs(1)), Some(end));
        assert_eq!(try_at(end), None);
    }
}
