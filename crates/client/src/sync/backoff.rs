use std::time::Duration;

use roster_domain::Random;

/// How long to wait before the next try: twice as long each time, up to a limit, and each time by chance somewhere in
/// the upper half of that, so that desktops which lost their service together do not come back together.
#[derive(Debug)]
pub(super) struct Backoff {
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

    pub fn wait(&mut self, random: &dyn Random) -> Duration {
        let longest = self.next;
        self.next = longest.saturating_mul(2).min(self.last);
        let mut bytes = [0; 2];
        random.fill(&mut bytes);
        let half = longest / 2;
        half + half * u32::from(u16::from_le_bytes(bytes)) / u32::from(u16::MAX)
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
            let (wait, longest) = (backoff.wait(&random), Duration::from_millis(longest));
            assert!(wait >= longest / 2 && wait <= longest, "{wait:?} of {longest:?}");
        }
        backoff.reset();
        assert!(backoff.wait(&random) <= Duration::from_millis(500));
    }

    #[test]
    fn waits_are_not_all_the_same() {
        let random = roster_testkit::SeededRandom::new(2);
        let wait = || Backoff::new(Duration::from_secs(1), Duration::from_secs(1)).wait(&random);
        let waits: std::collections::HashSet<_> = (0..20).map(|_| wait()).collect();
        assert!(waits.len() > 10);
    }
}
