use std::fmt::Debug;

use jiff::Timestamp;
use uuid::Uuid;

/// Where the time comes from. Passed in, so that a test decides what time it is.
pub trait Clock: Send + Sync + Debug {
    /// The present moment, in UTC.
    fn now(&self) -> Timestamp;
}

/// Where unpredictable bytes come from. Passed in, so that a test can repeat itself.
pub trait Random: Send + Sync + Debug {
    /// Overwrites the whole of `bytes`; outside tests, from the operating system's generator.
    fn fill(&self, bytes: &mut [u8]);
}

/// A UUID of version 7 (RFC 9562, section 5.7): the clock's milliseconds, then 74 random bits.
///
/// A clock set before 1970 counts as 1970, which a version 7 cannot go below.
pub fn new_uuid(clock: &dyn Clock, random: &dyn Random) -> Uuid {
    let milliseconds = u64::try_from(clock.now().as_millisecond()).unwrap_or(0);
    let mut bytes = [0; 10];
    random.fill(&mut bytes);
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &bytes).into_uuid()
}

/// For this crate's own tests, which cannot use the testkit that is built upon it.
#[cfg(test)]
pub(crate) mod fixed {
    use super::{Clock, Random, Timestamp};

    /// Always the same moment, in milliseconds since 1970.
    #[derive(Debug)]
    pub(crate) struct At(pub i64);

    impl Clock for At {
        fn now(&self) -> Timestamp {
            Timestamp::from_millisecond(self.0).expect("a time within range")
        }
    }

    /// The same byte for ever.
    #[derive(Debug)]
    pub(crate) struct Same(pub u8);

    impl Random for Same {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        fixed::{At, Same},
        *,
    };

    #[test]
    fn a_new_uuid_is_of_version_7_and_carries_the_time() {
        let uuid = new_uuid(&At(0x0123_4567_89AB), &Same(0xFF));
        assert_eq!(uuid.to_string(), "01234567-89ab-7fff-bfff-ffffffffffff");
        assert_eq!(
            new_uuid(&At(1), &Same(0)).to_string(),
            "00000000-0001-7000-8000-000000000000"
        );
    }

    #[test]
    fn a_later_uuid_sorts_after_an_earlier_one() {
        assert!(new_uuid(&At(1_000), &Same(0xFF)) < new_uuid(&At(1_001), &Same(0)));
    }

    #[test]
    fn a_clock_before_1970_counts_as_1970() {
        assert_eq!(new_uuid(&At(-5), &Same(0)), new_uuid(&At(0), &Same(0)));
    }
}
