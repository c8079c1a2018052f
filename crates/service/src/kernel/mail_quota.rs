//! Meters the mails that a person causes, in the transaction of their cause: beyond the quota it is refused, and nothing changes.

use roster_domain::{MailCounter, Quota, Spent};
use roster_store::{StoreError, mail_quotas};

use crate::kernel::refusal::Refusal;
use crate::kernel::unit::Unit;

/// Meters mails of one cause to many recipients, which are written down together.
#[derive(Debug)]
pub struct RecipientMeter {
    cause: &'static str,
    /// What was spent before.
    before: mail_quotas::Spent,
    /// What is spent beyond that.
    spent: mail_quotas::Spent,
}

impl Unit {
    /// Counts a notice, by its cause to its recipient and among all of the account.
    pub async fn meter_notice(&mut self, cause: &str, recipient: &str) -> Result<(), Refusal> {
        self.meter_recipient(cause, recipient).await?;
        let counter = MailCounter::of_account(&self.app.secret_key, self.account);
        self.meter(counter).await
    }

    /// Counts a mail by its cause to its recipient alone: an invitation, of which the account has a quota of its own.
    pub async fn meter_recipient(&mut self, cause: &str, recipient: &str) -> Result<(), Refusal> {
        let counter = self.recipient_counter(cause, recipient);
        self.meter(counter).await
    }

    async fn meter(&mut self, counter: MailCounter) -> Result<(), Refusal> {
        let before = mail_quotas::spent(&mut self.tx, &counter).await?;
        let Spent { granted, term } = counter.quota.spend(before, 1, self.now);
        if granted == 0 {
            return Err(Refusal::MailQuota(counter.quota.wait(term, self.now)));
        }
        mail_quotas::set_spent(&mut self.tx, &counter, term).await?;
        Ok(())
    }

    fn recipient_counter(&self, cause: &str, recipient: &str) -> MailCounter {
        MailCounter::of_recipient(&self.app.secret_key, self.account, cause, recipient)
    }
}

impl RecipientMeter {
    /// Reads what was spent of those recipients, of all at once.
    pub async fn read(unit: &mut Unit, cause: &'static str, recipients: &[&str]) -> Result<Self, StoreError> {
        let counters: Vec<[u8; 32]> = recipients
            .iter()
            .map(|recipient| unit.recipient_counter(cause, recipient).key)
            .collect();
        Ok(Self {
            cause,
            before: mail_quotas::spent_of_all(&mut unit.tx, &counters).await?,
            spent: mail_quotas::Spent::new(),
        })
    }

    /// Counts one more mail to a recipient, unless there were too many.
    pub fn spend(&mut self, unit: &Unit, recipient: &str) -> bool {
        let counter = unit.recipient_counter(self.cause, recipient);
        let before = self.spent.get(&counter.key).or_else(|| self.before.get(&counter.key));
        let before = before.copied().unwrap_or(Quota::UNSPENT);
        let Spent { granted, term } = counter.quota.spend(before, 1, unit.now);
        if granted > 0 {
            self.spent.insert(counter.key, term);
        }
        granted > 0
    }

    /// Takes everything back that was counted.
    pub fn start_over(&mut self) {
        self.spent.clear();
    }

    /// Writes down what was spent, of all at once.
    pub async fn write(self, unit: &mut Unit) -> Result<(), StoreError> {
        mail_quotas::set_spent_of_all(&mut unit.tx, &self.spent).await
    }
}
