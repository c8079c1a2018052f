//! How many mails people may cause, so that nobody's mailbox is filled by another's hand.

use std::fmt;

use jiff::{SignedDuration, Timestamp};

use crate::{AccountId, SecretKey};

/// Keeps this use of the secret key apart from every other.
const LABEL: &[u8] = b"roster mail quotas v1";

/// Of one cause to one recipient.
const TO_ONE_RECIPIENT: Quota = Quota {
    count: 10,
    span: SignedDuration::from_hours(1),
};
/// Of an account, beyond its invitations.
const OF_ACCOUNT: Quota = Quota {
    count: 1_000,
    span: SignedDuration::from_hours(24),
};

/// So many in a span of time. Those that are spent come back one by one, evenly over the span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Quota {
    count: i32,
    span: SignedDuration,
}

/// What is remembered of a counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailsSpent {
    /// When it was last spent from.
    pub at: Timestamp,
    /// The moment from which all of it is there again.
    pub until: Timestamp,
}

/// What mails are counted under, and how many there may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct MailCounter {
    /// An HMAC under the secret key: the database does not tell whom mails went to.
    pub key: [u8; 32],
    quota: Quota,
}

impl MailCounter {
    /// Of the mails of one cause that an account sends to a recipient.
    pub fn of_recipient(key: &SecretKey, account: AccountId, cause: &str, recipient: &str) -> Self {
        let recipient = recipient.to_lowercase();
        let account = account.as_uuid();
        let message = [account.as_bytes(), cause.as_bytes(), &[0], recipient.as_bytes()].concat();
        Self {
            key: key.authenticate(LABEL, &message),
            quota: TO_ONE_RECIPIENT,
        }
    }

    /// Of all mails of an account but its invitations, which have a quota of their own.
    pub fn of_account(key: &SecretKey, account: AccountId) -> Self {
        Self {
            key: key.authenticate(LABEL, account.as_uuid().as_bytes()),
            quota: OF_ACCOUNT,
        }
    }

    /// What there is to remember after one more mail at `now`; where there is none left, how long until there is.
    pub fn spend(&self, before: Option<MailsSpent>, now: Timestamp) -> Result<MailsSpent, SignedDuration> {
        let Quota { count, span } = self.quota;
        let begun = before.map_or(SignedDuration::ZERO, |before| before.left_at(now));
        let after = begun.min(span) + span / count;
        if after > span {
            Err(after - span)
        } else {
            Ok(MailsSpent {
                at: now,
                until: now + after,
            })
        }
    }
}

impl MailsSpent {
    /// How long until all is there again. What a clock noted that has been put back since is as much as it was then.
    fn left_at(self, now: Timestamp) -> SignedDuration {
        let left = self.until.duration_since(now.max(self.at));
        left.max(SignedDuration::ZERO)
    }
}

impl fmt::Debug for MailCounter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MailCounter(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SecretKey {
        SecretKey::from_hex(&"7f".repeat(32)).unwrap()
    }

    fn account(number: u128) -> AccountId {
        AccountId::from_uuid(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn accounts_causes_and_recipients_are_counted_apart_and_a_recipient_however_written() {
        let of = |number, cause, recipient| MailCounter::of_recipient(&key(), account(number), cause, recipient).key;
        let one = of(1, "email-changed", "Ada@Example.com");
        assert_eq!(one, of(1, "email-changed", "ada@example.com"));
        let others = [
            of(2, "email-changed", "ada@example.com"),
            of(1, "password-changed", "ada@example.com"),
            of(1, "email-changed", "bob@example.com"),
            MailCounter::of_account(&key(), account(1)).key,
        ];
        assert!(!others.contains(&one));
    }

    #[test]
    fn ten_may_be_sent_at_once_and_come_back_one_by_one_whatever_the_clock_does() {
        let counter = MailCounter::of_recipient(&key(), account(1), "email-changed", "ada@example.com");
        let now: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let ahead = now + SignedDuration::from_hours(24 * 365);
        for begun in [now, ahead] {
            let mut spent = None;
            for _ in 0..10 {
                spent = Some(counter.spend(spent, begun).unwrap());
            }
            let six_minutes = SignedDuration::from_mins(6);
            assert_eq!(counter.spend(spent, begun), Err(six_minutes));
            assert_eq!(counter.spend(spent, now), Err(six_minutes));
            let again = counter.spend(spent, begun + six_minutes).unwrap();
            assert_eq!(counter.spend(Some(again), begun + six_minutes), Err(six_minutes));
        }
    }
}
