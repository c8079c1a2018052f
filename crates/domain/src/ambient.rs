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
