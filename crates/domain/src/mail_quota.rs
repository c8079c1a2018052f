//! How many mails people may cause, so that nobody's mailbox is filled by another's hand.

use std::fmt;
use std::num::NonZeroU32;

use crate::address::Address;
use crate::{AccountId, Quota, SecretKey};

/// Keeps this use of the secret key apart from every other.
const LABEL: &[u8] = b"roster mail quotas v1";

/// Of one cause to one recipient.
const TO_ONE_RECIPIENT: Quota = Quota::an_hour(NonZeroU32::new(10).expect("it is not zero"));
/// Of an account, beyond its invitations.
const OF_ACCOUNT: Quota = Quota::a_day(NonZeroU32::new(1_000).expect("it is not zero"));

/// What mails are counted under, and how many there may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct MailCounter {
    /// An HMAC under the secret key: the database does not tell whom mails went to.
    pub key: [u8; 32],
    pub quota: Quota,
}

impl MailCounter {
    /// Of the mails of one cause that an account sends to a recipient, however the address is written.
    pub fn of_recipient(key: &SecretKey, account: AccountId, cause: &str, recipient: &str) -> Self {
        let recipient = Address::kept(recipient).map_or_else(|_| recipient.to_owned(), |address| address.key);
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
}

impl fmt::Debug for MailCounter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MailCounter(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

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
        let foreign = of(1, "email-changed", "Straße@Bücher.example");
        assert_eq!(foreign, of(1, "email-changed", "STRASSE@xn--bcher-kva.example"));
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
        let quota = MailCounter::of_recipient(&key(), account(1), "email-changed", "ada@example.com").quota;
        let now: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let ahead = now + SignedDuration::from_hours(24 * 365);
        let six_minutes = SignedDuration::from_mins(6);
        for begun in [now, ahead] {
            let all = quota.spend(Quota::UNSPENT, 11, begun);
            assert_eq!(all.granted, 10);
            assert_eq!(quota.wait(all.term, begun), six_minutes);
            let again = quota.spend(all.term, 2, begun + six_minutes);
            assert_eq!(again.granted, 1);
            // The clock is corrected, and what it shows then is kept.
            let refused = quota.spend(all.term, 1, now);
            assert_eq!(refused.granted, 0);
            assert_eq!(quota.wait(refused.term, now), six_minutes);
            let later = quota.spend(refused.term, 2, now + six_minutes);
            assert_eq!(later.granted, 1, "six minutes after the correction there is one more");
        }
    }
}
