//! Meters the mails that a person causes, in the transaction of their cause: beyond the quota it is refused, and nothing changes.

use roster_domain::MailCounter;
use roster_store::mail_quotas;

use crate::kernel::refusal::Refusal;
use crate::kernel::unit::Unit;

impl Unit {
    /// Counts a notice, by its cause to its recipient and among all of the account.
    pub async fn meter_notice(&mut self, cause: &str, recipient: &str) -> Result<(), Refusal> {
        self.meter_recipient(cause, recipient).await?;
        let counter = MailCounter::of_account(&self.app.secret_key, self.account);
        self.meter(counter).await
    }

    /// Counts a mail by its cause to its recipient alone: an invitation once more, of which the account has a quota of its own.
    pub async fn meter_recipient(&mut self, cause: &str, recipient: &str) -> Result<(), Refusal> {
        let counter = MailCounter::of_recipient(&self.app.secret_key, self.account, cause, recipient);
        self.meter(counter).await
    }

    async fn meter(&mut self, counter: MailCounter) -> Result<(), Refusal> {
        let before = mail_quotas::spent(&mut self.tx, &counter).await?;
        let spent = counter.spend(before, self.now).map_err(Refusal::MailQuota)?;
        mail_quotas::set_spent(&mut self.tx, &counter, spent).await?;
        Ok(())
    }
}
