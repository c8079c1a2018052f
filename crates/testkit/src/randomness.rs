use std::env;
use std::sync::atomic::{AtomicU64, Ordering};

use roster_domain::Random;

/// Bytes that look random and are the same for the same seed: SplitMix64 (Steele, Lea and Flood, 2014).
///
/// Not for secrets: whoever sees a few of its bytes knows the rest.
#[derive(Debug)]
pub struct SeededRandom {
    seed: u64,
    state: AtomicU64,
}

impl SeededRandom {
    /// A generator that starts from `seed`, which it prints: the output of a test that fails then says how to repeat it.
    pub fn new(seed: u64) -> Self {
        println!("SeededRandom: seed {seed}");
        Self::unprinted(seed)
    }

    /// The same without a word, for one of thousands of runs whose seed is printed by whoever finds a fault in it.
    pub fn unprinted(seed: u64) -> Self {
        Self {
            seed,
            state: AtomicU64::new(seed),
        }
    }

    /// Another generator, whose bytes have nothing to do with how far this one gets.
    #[must_use]
    pub fn branch(&self) -> Self {
        Self::unprinted(self.next_u64())
    }

    /// Starts from `ROSTER_TEST_SEED`, which `cargo xtask test` sets anew for every run; from 1 where it is not set.
    pub fn from_environment() -> Self {
        Self::new(
            env::var("ROSTER_TEST_SEED")
                .ok()
                .and_then(|seed| seed.parse().ok())
                .unwrap_or(1),
        )
    }

    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The next 64 bits.
    pub fn next_u64(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut bits = self.state.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `bound`, which must not be 0. Small bounds are all but evenly spread.
    pub fn below(&self, bound: usize) -> usize {
        let bound = u64::try_from(bound).expect("a usize has at most 64 bits here");
        usize::try_from(self.next_u64() % bound).expect("it is below a usize")
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next_u64().to_le_bytes()[..chunk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_the_published_sequence() {
        // The first numbers of SplitMix64 from seed 1234567, as reference implementations print them.
        let random = SeededRandom::new(1_234_567);
        assert_eq!(random.next_u64(), 6_457_827_717_110_365_317);
        assert_eq!(random.next_u64(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn the_same_seed_fills_the_same_bytes_and_all_of_them() {
        let fill = |seed| {
            let mut bytes = [0; 37];
            SeededRandom::new(seed).fill(&mut bytes);
            bytes
        };
        assert_eq!(fill(7), fill(7));
        assert_ne!(fill(7), fill(8));
        assert!(fill(7)[32..].iter().any(|&byte| byte != 0));
    }
}
