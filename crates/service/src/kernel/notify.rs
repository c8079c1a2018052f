//! Tells people by mail what was done to their access: the mail is queued in the transaction of its cause.

use roster_domain::{MailId, Role, UserStatus};
use roster_store::mails::{self, NewMail};
use roster_store::users::UserRecord;
use roster_store::{StoreError, accounts, password_resets};

use crate::kernel::refusal::Refusal;
use crate::kernel::restoration;
use crate::kernel::unit::Unit;
use crate::mail::notice::{Event, Notice};

impl Unit {
    /// Queues a notice to a user, in their language, to their communication email.
    ///
    /// # Errors
    /// [`Refusal::MailQuota`] where the quota of such notices is spent: then the write is refused with it, and nothing changes.
    pub async fn notify(&mut self, user: &UserRecord, event: Event) -> Result<(), Refusal> {
        self.notify_at(&user.communication_email, user, event).await
    }

    /// Queues a notice to a user, and leaves it out where the quota is spent. For writes that take access away, such as a removal:
    /// they are never refused because of a quota.
    pub async fn notify_within_quota(&mut self, user: &UserRecord, event: Event) -> Result<(), Refusal> {
        match self.notify(user, event).await {
            Err(Refusal::MailQuota(_)) => Ok(()),
            told => told,
        }
    }

    /// Queues a notice to a user without counting it against a quota. For a sign-in, a password that was changed, forgotten or reset:
    /// other limits keep these few, and a spent quota must not keep a user from their own account.
    pub async fn notify_in_any_case(&mut self, user: &UserRecord, event: Event) -> Result<(), StoreError> {
        self.queue_notice(&user.communication_email, user, event).await
    }

    /// Tells an active user that an edit changed their communication email or their rights.
    ///
    /// # Errors
    /// [`Refusal::MailQuota`] as for [`Self::notify`], but not for an edit that only withdraws rights.
    pub async fn notify_of_edit(
        &mut self,
        before: &UserRecord,
        after: &UserRecord,
        actor: &UserRecord,
    ) -> Result<(), Refusal> {
        if after.status != UserStatus::Active {
            return Ok(());
        }
        if before.communication_email != after.communication_email {
            self.notify_of_new_email(before, after, actor).await?;
        }
        self.notify_of_new_rights(before, after, actor).await
    }

    /// Tells a user which rights they have now, if an edit changed any. Rights are withdrawn whether or not a notice may still be
    /// sent; whoever grants rights has to wait until one may.
    async fn notify_of_new_rights(
        &mut self,
        before: &UserRecord,
        after: &UserRecord,
        actor: &UserRecord,
    ) -> Result<(), Refusal> {
        let role = (before.role != after.role).then_some(after.role);
        let billing_manager = (before.billing_manager != after.billing_manager).then_some(after.billing_manager);
        if role.is_none() && billing_manager.is_none() {
            return Ok(());
        }
        let grants = role == Some(Role::Administrator) || billing_manager == Some(true);
        let event = Event::RightsChanged {
            actor: actor.full_name(),
            role,
            billing_manager,
        };
        if grants {
            self.notify(after, event).await
        } else {
            self.notify_within_quota(after, event).await
        }
    }

    /// Tells a user of their new communication email, at the new address and at the former one: whoever reads there may be the only
    /// one who did not want the change.
    async fn notify_of_new_email(
        &mut self,
        before: &UserRecord,
        after: &UserRecord,
        actor: &UserRecord,
    ) -> Result<(), Refusal> {
        // A link on its way to the former address opens nothing any more.
        password_resets::revoke_open(&mut self.tx, after.id).await?;
        let is_own = actor.id == after.id;
        let way_back = if is_own {
            restoration::offer(self, before).await?
        } else {
            // An administrator corrects addresses that are wrong or not safe any more: nothing leads back there.
            password_resets::revoke_all(&mut self.tx, after.id).await?;
            None
        };
        let event = |way_back| Event::EmailChanged {
            actor: (!is_own).then(|| actor.full_name()),
            before: before.communication_email.clone(),
            after: after.communication_email.clone(),
            way_back,
        };
        self.notify_at(&before.communication_email, after, event(way_back))
            .await?;
        self.notify(after, event(None)).await
    }

    /// Queues a notice to a user at another address than their communication email, such as the former one.
    ///
    /// # Errors
    /// [`Refusal::MailQuota`] as for [`Self::notify`].
    pub async fn notify_at(&mut self, recipient: &str, user: &UserRecord, event: Event) -> Result<(), Refusal> {
        self.meter_notice(event.kind(), recipient).await?;
        Ok(self.queue_notice(recipient, user, event).await?)
    }

    /// Queues a notice to a user at any address, without counting it against a quota.
    pub async fn queue_notice(&mut self, recipient: &str, user: &UserRecord, event: Event) -> Result<(), StoreError> {
        let account = accounts::get(&mut self.tx, self.account).await?;
        let account = account.ok_or_else(|| StoreError::Corrupt("a user without an account".to_owned()))?;
        let kind = event.kind();
        let notice = Notice {
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            login_email: user.login_email.clone(),
            account: account.name,
            at: self.now,
            event,
        };
        let mail = NewMail {
            id: MailId::generate(&*self.app.clock, &*self.app.random),
            account: self.account,
            user: user.id,
            invitation: None,
            kind,
            bulk: false,
            language: user.language,
            recipient: recipient.to_owned(),
            recipient_name: user.full_name(),
            details: serde_json::to_string(&notice).expect("a notice is plain data"),
            created_at: self.now,
        };
        self.mail_queued = true;
        mails::enqueue(&mut self.tx, &mail).await
    }
}
