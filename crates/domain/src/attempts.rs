//! Failed attempts: how they slow down the next one, and under what they are counted.

use std::fmt;
use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

use crate::{LoginEmail, Neighbourhood, SecretKey, SessionId, UserId};

/// Keeps this use of the secret key apart from every other.
const LABEL: &[u8] = b"roster attempts v1";

/// How failures in a row slow down the attempts that follow: not at all at first, then by waits that double.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttle {
    /// How many failures cost nothing.
    pub tolerated: u32,
    /// The wait after the first failure that is not tolerated.
    pub first_wait: SignedDuration,
    /// What the waits grow to.
    pub longest_wait: SignedDuration,
    /// One failure is forgiven for each such span since the last one.
    pub forgives_every: SignedDuration,
}

/// The failures that are remembered of one [`Counter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    pub count: u32,
    pub last_at: Timestamp,
    /// Until then, every attempt is refused.
    pub blocked_until: Timestamp,
}

const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(15);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(15);

impl Throttle {
    /// Of a login, of a device it knows, and of a session whose password is asked for again: from the 10th failure on.
    pub const PASSWORD: Self = Self {
        tolerated: 9,
        first_wait: FIRST_WAIT,
        longest_wait: LONGEST_WAIT,
        forgives_every: SignedDuration::from_hours(24),
    };

    /// Of a network address, behind which there may be a whole organisation.
    pub const ADDRESS: Self = Self {
        tolerated: 99,
        first_wait: FIRST_WAIT,
        longest_wait: LONGEST_WAIT,
        forgives_every: SignedDuration::from_mins(15),
    };

    /// Of a link, whose owner may need some tries until their new password is good enough.
    pub const LINK: Self = Self {
        tolerated: 29,
        first_wait: FIRST_WAIT,
        longest_wait: LONGEST_WAIT,
        forgives_every: SignedDuration::from_mins(1),
    };

    /// Of what is noted of a login once an hour, however often it is done.
    pub const NOTE: Self = Self {
        tolerated: 0,
        first_wait: SignedDuration::from_hours(1),
        longest_wait: SignedDuration::from_hours(1),
        forgives_every: SignedDuration::from_hours(1),
    };

    /// The failures after one more at `now`. Counting ends where the waits end growing, so that whatever was done to a
    /// login is forgiven in a bounded time.
    pub fn after_failure(&self, before: Option<Failures>, now: Timestamp) -> Failures {
        let remembered = before.map_or(0, |before| self.remembered(&before, now));
        let count = remembered.saturating_add(1).min(self.tolerated + self.steps());
        Failures {
            count,
            last_at: now,
            blocked_until: now.saturating_add(self.wait_after(count)).unwrap_or(Timestamp::MAX),
        }
    }

    /// How long an attempt at `now` has to wait; `None` when it may go on.
    ///
    /// A wait longer than the longest was counted by a clock that has been put back since, and does not hold.
    pub fn wait(&self, failures: &Failures, now: Timestamp) -> Option<SignedDuration> {
        let left = failures.blocked_until.duration_since(now);
        (left > SignedDuration::ZERO && left <= self.longest_wait).then_some(left)
    }

    /// When the failures weigh nothing any more and need not be kept.
    pub fn forgotten_at(&self, failures: &Failures) -> Timestamp {
        let forgiven = self
            .forgives_every
            .saturating_mul(i32::try_from(failures.count).unwrap_or(i32::MAX));
        let forgiven = failures.last_at.saturating_add(forgiven).unwrap_or(Timestamp::MAX);
        forgiven.max(failures.blocked_until)
    }

    fn remembered(&self, failures: &Failures, now: Timestamp) -> u32 {
        let forgiven = now.duration_since(failures.last_at).as_micros() / self.forgives_every.as_micros();
        failures
            .count
            .saturating_sub(u32::try_from(forgiven.max(0)).unwrap_or(u32::MAX))
    }

    fn wait_after(&self, count: u32) -> SignedDuration {
        match count.checked_sub(self.tolerated + 1) {
            None => SignedDuration::ZERO,
            Some(doublings) => {
                let factor = 1_i32
                    .checked_shl(doublings)
                    .filter(|factor| *factor > 0)
                    .unwrap_or(i32::MAX);
                self.first_wait.saturating_mul(factor).min(self.longest_wait)
            }
        }
    }

    /// How many waits there are until they are as long as they get.
    fn steps(&self) -> u32 {
        (1..31)
            .find(|step| self.wait_after(self.tolerated + step) >= self.longest_wait)
            .unwrap_or(31)
    }
}

/// Whole seconds for `Retry-After` (RFC 9110, section 10.2.3), never too few.
pub fn retry_after_seconds(wait: SignedDuration) -> i64 {
    let begun = i64::from(wait.subsec_nanos() > 0);
    wait.as_secs().saturating_add(begun).max(1)
}

/// What failures are counted under, and how they slow it down.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Counter {
    /// An HMAC under the secret key: the database does not tell what was typed, nor from where.
    pub key: [u8; 32],
    pub throttle: Throttle,
}

impl Counter {
    /// Of a login email as it was typed, whether anybody has it or not. It is read as the look-up of its user reads it: every way
    /// to write one login counts as that login.
    pub fn of_login(key: &SecretKey, typed: &str) -> Self {
        match LoginEmail::presented_key(typed) {
            Some(login) => Self::new(key, Throttle::PASSWORD, "login", login.as_str().as_bytes()),
            None => Self::new(key, Throttle::PASSWORD, "no login", typed.trim().as_bytes()),
        }
    }

    /// Of a device that a login knows, by the hash of its token.
    pub fn of_device(key: &SecretKey, token_hash: &[u8; 32]) -> Self {
        Self::new(key, Throttle::PASSWORD, "device", token_hash)
    }

    /// Of a session whose user is asked for their password.
    pub fn of_session(key: &SecretKey, session: SessionId) -> Self {
        Self::new(key, Throttle::PASSWORD, "session", session.as_uuid().as_bytes())
    }

    /// Of a one-time link, by the hash of its token.
    pub fn of_link(key: &SecretKey, token_hash: &[u8; 32]) -> Self {
        Self::new(key, Throttle::LINK, "link", token_hash)
    }

    /// Of what is noted of a link that is not in force any more, and which its holder may go on using.
    pub fn of_ended_link(key: &SecretKey, token_hash: &[u8; 32]) -> Self {
        Self::new(key, Throttle::LINK, "ended link", token_hash)
    }

    /// Of what is noted of a user of whom somebody says that they forgot their password.
    pub fn of_forgotten_password(key: &SecretKey, user: UserId) -> Self {
        Self::new(key, Throttle::NOTE, "forgotten password", user.as_uuid().as_bytes())
    }

    /// Of a network address and its neighbourhood.
    pub fn of_address(key: &SecretKey, address: IpAddr) -> Self {
        Self::new(key, Throttle::ADDRESS, "address", Neighbourhood::of(address).octets())
    }

    fn new(key: &SecretKey, throttle: Throttle, kind: &str, what: &[u8]) -> Self {
        let message = [kind.as_bytes(), &[0], what].concat();
        Self {
            key: key.authenticate(LABEL, &message),
            throttle,
        }
    }
}

impl fmt::Debug for Counter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Counter(redacted)")
    }
}

#[cfg(test)]
mod tests;
