use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::ambient::fixed::Same;

const START: Timestamp = Timestamp::constant(1_800_000_000, 0);

/// Failures in a row, each as soon as it is allowed.
fn in_a_row(throttle: &Throttle, count: u32) -> Failures {
    let mut failures = None;
    let mut now = START;
    for _ in 0..count {
        let next = throttle.after_failure(failures, now);
        now = next.blocked_until;
        failures = Some(next);
    }
    failures.expect("at least one")
}

fn seconds(throttle: &Throttle, failures: &Failures) -> Option<i64> {
    throttle.wait(failures, failures.last_at).map(retry_after_seconds)
}

#[test]
fn the_tenth_wrong_password_in_a_row_is_the_first_to_cost_time() {
    let password = Throttle::PASSWORD;
    for count in 1..=9 {
        assert_eq!(seconds(&password, &in_a_row(&password, count)), None, "{count}");
    }
    let waits: Vec<_> = (10..=20)
        .map(|count| seconds(&password, &in_a_row(&password, count)).expect("a wait"))
        .collect();
    assert_eq!(waits, [15, 30, 60, 120, 240, 480, 900, 900, 900, 900, 900]);
}

#[test]
fn a_wait_ends_at_its_moment() {
    let password = Throttle::PASSWORD;
    let failures = in_a_row(&password, 10);
    let end = failures.blocked_until;
    assert_eq!(
        password.wait(&failures, end - SignedDuration::from_micros(1)),
        Some(SignedDuration::from_micros(1))
    );
    assert_eq!(password.wait(&failures, end), None);
}

#[test]
fn a_failure_is_forgiven_a_day() {
    let password = Throttle::PASSWORD;
    let nine = in_a_row(&password, 9);
    let day = SignedDuration::from_hours(24);
    let soon = password.after_failure(Some(nine), nine.last_at + day - SignedDuration::from_micros(1));
    assert_eq!(soon.count, 10);
    let later = password.after_failure(Some(nine), nine.last_at + day);
    assert_eq!((later.count, seconds(&password, &later)), (9, None));
    assert_eq!(password.after_failure(Some(nine), nine.last_at + day * 30).count, 1);
}

#[test]
fn a_clock_put_back_locks_nobody_out() {
    let password = Throttle::PASSWORD;
    let failures = in_a_row(&password, 16);
    let put_back = failures.last_at - SignedDuration::from_hours(24 * 365);
    assert_eq!(password.wait(&failures, put_back), None);
    assert_eq!(password.after_failure(Some(failures), put_back).count, 16);
}

#[test]
fn retry_after_is_rounded_up() {
    for (wait, told) in [(1, 1), (1_000, 1), (1_001, 2), (14_999, 15), (15_000, 15), (0, 1)] {
        assert_eq!(retry_after_seconds(SignedDuration::from_millis(wait)), told, "{wait}");
    }
}

#[test]
fn a_counter_is_of_one_thing_and_does_not_tell_what_it_is() {
    let (key, other) = (SecretKey::generate(&Same(1)), SecretKey::generate(&Same(2)));
    let login = |typed| Counter::of_login(&key, typed).key;
    assert_eq!(login("ada@example.com"), login(" ADA@Example.COM "));
    assert_ne!(login("ada@example.com"), login("ade@example.com"));
    // Signed in with, these are one login: guesses by any of them count together.
    for spelling in [
        "a\u{AD}da@example.com",
        "\u{200B}ada@example.com",
        "ad\u{200B}a@example.com",
    ] {
        assert_eq!(login("ada@example.com"), login(spelling), "{spelling:?}");
    }
    assert_eq!(login("no address"), login("no address "));
    assert_ne!(
        login("ada@example.com"),
        Counter::of_login(&other, "ada@example.com").key
    );
    assert_ne!(
        Counter::of_device(&key, &[7; 32]).key,
        Counter::of_link(&key, &[7; 32]).key
    );
    let address = |text: &str| Counter::of_address(&key, text.parse().unwrap()).key;
    assert_ne!(address("192.0.2.1"), address("192.0.2.2"));
    assert_eq!(address("192.0.2.1"), address("::ffff:192.0.2.1"));
    assert_eq!(address("2001:db8:1:2:3::4"), address("2001:db8:1:2:ffff::"));
    assert_ne!(address("2001:db8:1:2::"), address("2001:db8:1:3::"));
    assert_eq!(
        format!("{:?}", Counter::of_login(&key, "ada@example.com")),
        "Counter(redacted)"
    );
}

fn throttles() -> impl Strategy<Value = Throttle> {
    let spans = (1_i64..100, 0_i64..2_000, 1_i64..100_000);
    (0_u32..200, spans).prop_map(|(tolerated, (first, more, forgives))| Throttle {
        tolerated,
        first_wait: SignedDuration::from_secs(first),
        longest_wait: SignedDuration::from_secs(first + more),
        forgives_every: SignedDuration::from_secs(forgives),
    })
}

proptest! {
    /// Whatever happens in whatever order: nobody waits before the failures are too many, nor longer than the longest.
    #[test]
    fn no_history_makes_anyone_wait_early_or_long(
        throttle in throttles(),
        pauses in prop::collection::vec(0_i64..200_000, 1..60),
    ) {
        let (mut failures, mut now) = (None, START);
        for (index, pause) in pauses.iter().enumerate() {
            now += SignedDuration::from_secs(*pause);
            let next = throttle.after_failure(failures, now);
            let wait = throttle.wait(&next, now);
            if index < throttle.tolerated as usize {
                prop_assert_eq!(wait, None);
            }
            prop_assert!(wait.is_none_or(|wait| wait >= throttle.first_wait && wait <= throttle.longest_wait));
            prop_assert!(throttle.forgotten_at(&next) >= next.blocked_until);
            failures = Some(next);
        }
    }

    /// One failure more, at the same moment, never shortens the wait; and the waits reach the longest.
    #[test]
    fn failures_in_a_row_wait_longer_and_longer(throttle in throttles()) {
        let (mut failures, mut former) = (None, None);
        for count in 1..=throttle.tolerated + 40 {
            let next = throttle.after_failure(failures, START);
            let wait = throttle.wait(&next, START);
            prop_assert!(wait >= former, "{count}");
            prop_assert_eq!(wait.is_some(), count > throttle.tolerated);
            (failures, former) = (Some(next), wait);
        }
        prop_assert_eq!(former, Some(throttle.longest_wait));
    }

    /// What is forgotten made no difference any more; and it is forgotten in a bounded time.
    #[test]
    fn what_is_forgotten_weighs_nothing(throttle in throttles(), count in 1_u32..300) {
        let mut failures = None;
        for _ in 0..count {
            failures = Some(throttle.after_failure(failures, START));
        }
        let failures = failures.unwrap();
        let moment = throttle.forgotten_at(&failures);
        prop_assert_eq!(throttle.wait(&failures, moment), None);
        let next = |before| throttle.after_failure(before, moment).count;
        prop_assert_eq!(next(Some(failures)), next(None));
    }
}
