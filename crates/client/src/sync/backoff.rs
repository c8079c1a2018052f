use std::time::Duration;

use roster_domain::Random;

/// The longest that a service is left alone because it asks for it: what it says may be wrong, and someone looks at an old copy.
const LONGEST_ASKED: Duration = Duration::from_mins(5);

/// How long to wait before the next try: twice as long each time, up to a limit, and each time by chance somewhere in
/// the upper half of that, so that desktops which lost their service together do not come back together. Whoever answers may
/// ask to be left alone for longer.
#[derive(Debug)]
pub(crate) struct Backoff {
    first: Duration,
    last: Duration,
    next: Duration,
}

impl Backoff {
    pub fn new(first: Duration, last: Duration) -> Self {
        Self {
            first,
            last,
            next: first,
        }
    }

    /// After the service was there.
    pub fn reset(&mut self) {
        self.next = self.first;
    }

    /// `asked` is how long whoever answered asks to be left alone. The wait by chance comes on top: all whom it asked would else
    /// come back at the same moment.
    pub fn wait(&mut self, random: &dyn Random, asked: Option<Duration>) -> Duration {
        let longest = self.next;
        self.next = longest.saturating_mul(2).min(self.last);
        let mut bytes = [0; 2];
        random.fill(&mut bytes);
        let half = longest / 2;
        let by_chance = half + half * u32::from(u16::from_le_bytes(bytes)) / u32::from(u16::MAX);
        asked.unwrap_or_default().min(LONGEST_ASKED) + by_chance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_limit_and_begin_anew() {
        let random = roster_testkit::SeededRandom::new(1);
        let mut backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(30));
        for longest in [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000] {
            let (wait, longest) = (backoff.wait(&random, None), Duration::from_millis(longest));
            assert!(wait >= longest / 2 && wait <= longest, "{wait:?} of {longest:?}");
        }
        backoff.reset();
        assert!(backoff.wait(&random, None) <= Duration::from_millis(500));
    }

    #[test]
    fn what_was_asked_for_comes_on_top_up_to_a_limit() {
        let random = roster_testkit::SeededRandom::new(3);
        let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(1));
        for (asked, counts) in [(0, 0), (2, 2), (300, 300), (86_400, 300)] {
            let wait = backoff.wait(&random, Some(Duration::from_secs(asked)));
            let least = Duration::from_secs(counts) + Duration::from_millis(500);
            assert!(wait >= least && wait <= least + Duration::from_millis(500), "{wait:?}");
        }
    }

    #[test]
    fn waits_are_not_all_the_same() {
        let random = roster_testkit::SeededRandom::new(2);
        let wait = || Backoff::new(Duration::from_secs(1), Duration::from_secs(1)).wait(&random, None);
        let waits: std::collections::HashSet<_> = (0..20).map(|_| wait()).collect();
        assert!(waits.len() > 10);
    }
}
