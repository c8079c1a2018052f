//! Tells people by mail what was done to their access: the mail is queued in the transaction of its cause.

use roster_domain::{MailId, UserStatus};
use roster_store::mails::{self, NewMail};
use roster_store::users::UserRecord;
use roster_store::{StoreError, accounts, password_resets};

use crate::kernel::refusal::Refusal;
use crate::kernel::restoration;
use crate::kernel::unit::Unit;
use crate::mail::notice::{Event, Notice};

impl Unit {
    /// Queues a notice to a user, in their language, to their communication email, unless there were too many of its kind.
    pub async fn notify(&mut self, user: &UserRecord, event: Event) -> Result<(), Refusal> {
        self.notify_at(&user.communication_email, user, event).await
    }

    /// The same for what has to be done however many mails there were, such as a removal: where there were too many, nobody is told.
    pub async fn notify_within_quota(&mut self, user: &UserRecord, event: Event) -> Result<(), Refusal> {
        match self.notify(user, event).await {
            Err(Refusal::MailQuota(_)) => Ok(()),
            told => told,
        }
    }

    /// The same for what a password or a link was shown for, or no session causes: a changed or forgotten password, a sign-in, a
    /// password reset by its link. Of each of those few are sent anyway, and none is to keep its user out.
    pub async fn notify_in_any_case(&mut self, user: &UserRecord, event: Event) -> Result<(), StoreError> {
        self.queue_notice(&user.communication_email, user, event).await
    }

    /// Tells an active user what an edit changed about how they are written to and what they may do. A new communication
    /// email is told to the former one too: whoever reads there may be the only one who did not want it.
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
        let role = (before.role != after.role).then_some(after.role);
        let billing_manager = (before.billing_manager != after.billing_manager).then_some(after.billing_manager);
        if role.is_some() || billing_manager.is_some() {
            let event = Event::RightsChanged {
                actor: actor.full_name(),
                role,
                billing_manager,
            };
            self.notify(after, event).await?;
        }
        Ok(())
    }

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

    /// Queues a notice to a user at an address that is not, or no longer, theirs.
    pub async fn notify_at(&mut self, recipient: &str, user: &UserRecord, event: Event) -> Result<(), Refusal> {
        self.meter_notice(event.kind(), recipient).await?;
        Ok(self.queue_notice(recipient, user, event).await?)
    }

    /// The same, not metered.
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
