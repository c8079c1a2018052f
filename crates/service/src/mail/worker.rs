//! Empties the mail queue.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use roster_domain::MailWorkerId;
use roster_store::mails::{self, Claim, ClaimedMail};
use roster_store::{Scope, StoreError};
use tokio::time::{Instant, sleep, timeout};

use crate::app::App;
use crate::kernel::refusal::Refusal;
use crate::mail::attempt::{self, Subject, Verdict};
use crate::mail::helo::Helo;
use crate::mail::in_hand::{AT_ONCE, InHand, Kind};
use crate::mail::pulse::{self, Pulse};
use crate::mail::record::record;
use crate::mail::sender::Sender;
use crate::mail::transport::Transport;
use crate::mail::url::MailUrl;

/// For how long mails may have to wait for many writes to be done, how often that is looked at, and how many are taken then of
/// those that one person waits for and of bulk.
const GIVE_WAY: Duration = Duration::from_millis(250);
const LOOK_AGAIN: Duration = Duration::from_millis(5);
const AFTER_GIVING_WAY: [usize; 2] = [4, 1];
/// How long a mail belongs to the worker that took it, should nobody notice that it has died: longer than any try takes.
pub const CLAIM: SignedDuration = SignedDuration::from_mins(3);
/// Another process, such as `rosterd account create`, may queue a mail without a word to us.
const POLL: Duration = Duration::from_secs(2);
/// How long the mails under way have to finish once the service shuts down; others take them over once this one's beats stay out.
const LAST_MAILS: Duration = Duration::from_secs(10);

/// What an operator may set about mails.
#[derive(Debug, Clone)]
pub struct MailSettings {
    pub url: MailUrl,
    pub from: Sender,
    /// The name that is given to the mail server.
    pub helo: Helo,
    /// The first wait of the back-off.
    pub retry_base: SignedDuration,
    /// How long a mail server may take over one mail; shorter than a worker's claim on it.
    pub patience: Duration,
}

/// Sends what is in the queue, as long as the service runs. Several may work on one database.
#[derive(Debug)]
pub struct MailWorker(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    app: App,
    id: MailWorkerId,
    transport: Transport,
    sender: Sender,
    retry_base: SignedDuration,
}

impl MailWorker {
    /// Gets ready to send; fails when the folder of a `file:` URL cannot be made.
    pub fn new(app: App, settings: MailSettings) -> std::io::Result<Self> {
        let transport = Transport::open(&settings.url, settings.helo, settings.patience)?;
        Ok(Self(Arc::new(Shared {
            id: MailWorkerId::generate(&*app.clock, &*app.random),
            app,
            transport,
            sender: settings.from,
            retry_base: settings.retry_base,
        })))
    }

    /// Runs until the service shuts down, and then until the mails under way are done with.
    pub async fn run(self) {
        let app = &self.0.app;
        // Held until the end: what others know of this worker by, where one computer has them all.
        let _lock = pulse::begin(app).await;
        let pulse = Pulse::of(app.clone(), self.0.id);
        let mut in_hand = InHand::new(pulse.count());
        let watching = tokio::spawn(pulse.run());
        loop {
            let wait = self.take_up(&mut in_hand).await;
            tokio::select! {
                // First of all: a worker that is to stop takes up nothing more, however full the queue.
                biased;
                () = app.shutdown.cancelled() => break,
                () = in_hand.one_is_done() => {}
                () = app.mail_queued.notified() => {}
                () = sleep(wait) => {}
            }
        }
        if timeout(LAST_MAILS, in_hand.all_are_done()).await.is_err() {
            tracing::warn!("some mails were still under way at shutdown; they will be sent again");
        }
        watching.abort();
        self.0.transport.close().await;
    }

    /// Takes as many due mails as there is room for, and tells how long there may be nothing to do.
    async fn take_up(&self, in_hand: &mut InHand) -> Duration {
        if in_hand.is_full() {
            return POLL;
        }
        let gave_way = self.0.give_way().await;
        in_hand.clear_away();
        match self.0.claim(in_hand, gave_way).await {
            Ok((mails, wait)) => {
                for mail in mails {
                    in_hand.take(&mail, self.0.clone().deliver(mail.clone()));
                }
                wait
            }
            Err(error) => {
                tracing::warn!(%error, "the mail queue could not be read");
                POLL
            }
        }
    }
}

impl Shared {
    /// Whoever waits for the reply to a write goes before a mail, which may take its time. But not for ever. Tells whether there
    /// are many of them.
    async fn give_way(&self) -> bool {
        let until = Instant::now() + GIVE_WAY;
        let are_many = self.app.writes.are_many();
        while self.app.writes.are_many() && Instant::now() < until {
            sleep(LOOK_AGAIN).await;
        }
        are_many
    }

    /// Takes the mails whose turn it is, and tells how long there may be nothing more to take. Where it is not known that any is
    /// due, it is looked first: an empty queue is not to be written to every other second.
    async fn claim(&self, in_hand: &mut InHand, gave_way: bool) -> Result<(Vec<ClaimedMail>, Duration), StoreError> {
        let now = self.app.now();
        if !in_hand.more_are_due {
            let wait = self.next_due(in_hand, None, now).await?;
            if !wait.is_zero() {
                return Ok((Vec::new(), wait));
            }
        }
        let claim = Claim {
            worker: self.id,
            now,
            until: now + CLAIM,
        };
        let at_most = if gave_way { AFTER_GIVING_WAY } else { [AT_ONCE; 2] };
        let mut tx = self.app.store.begin_write(Scope::Platform).await?;
        let mails = in_hand.claim(&mut tx, &claim, at_most).await?;
        tx.commit().await?;
        let wait = if gave_way && in_hand.more_are_due && !mails.is_empty() {
            Duration::ZERO
        } else {
            // What was claimed is to be sent, whatever becomes of this.
            self.next_due(in_hand, Some(now), now).await.unwrap_or(POLL)
        };
        Ok((mails, wait))
    }

    /// How long it is until a mail is due that there is room for, of those that are due after a moment; no longer than until the
    /// queue is to be looked at anyway.
    async fn next_due(
        &self,
        in_hand: &InHand,
        after: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Duration, StoreError> {
        let mut tx = self.app.store.begin_read(Scope::Platform).await?;
        let mut wait = POLL;
        for kind in Kind::BOTH {
            if in_hand.room_for(kind) > 0
                && let Some(due) = mails::next_due(&mut tx, kind == Kind::Bulk, after).await?
            {
                // Past already, it is no time to wait.
                wait = wait.min(Duration::try_from(due.duration_since(now)).unwrap_or_default());
            }
        }
        tx.commit().await?;
        Ok(wait)
    }

    /// Sends one mail and writes down what came of it. Whatever goes wrong with it, other mails are not held up.
    async fn deliver(self: Arc<Self>, mail: ClaimedMail) {
        let id = mail.id;
        match AssertUnwindSafe(self.try_to_deliver(mail)).catch_unwind().await {
            Ok(Ok(())) => {}
            // The mail is due again when its claim ends.
            Ok(Err(refusal)) => {
                let problem = refusal.into_problem().code;
                tracing::warn!(mail = %id, ?problem, "a mail's outcome was not noted");
            }
            Err(_) => tracing::error!(mail = %id, "noting a mail's outcome panicked"),
        }
    }

    async fn try_to_deliver(&self, mail: ClaimedMail) -> Result<(), Refusal> {
        let subject = Subject::of(&self.app, &mail).await?;
        let attempt = attempt::send(&self.app, &self.transport, &self.sender, &mail, subject.as_ref());
        let verdict = AssertUnwindSafe(attempt).catch_unwind().await.unwrap_or_else(|_| {
            tracing::error!(mail = %mail.id, "sending a mail panicked");
            Verdict::Delayed("something went wrong inside the service".to_owned())
        });
        log(&mail, &verdict);
        record(&self.app, mail, subject, verdict, self.retry_base).await
    }
}

fn log(mail: &ClaimedMail, verdict: &Verdict) {
    let (id, attempt) = (mail.id, mail.attempts);
    match verdict {
        Verdict::Sent => tracing::info!(mail = %id, attempt, "a mail was sent"),
        Verdict::Cancelled => tracing::info!(mail = %id, attempt, "a mail is not needed any more"),
        Verdict::Held(reason) => tracing::debug!(mail = %id, attempt, reason, "a mail has to wait, like all others"),
        Verdict::Delayed(reason) => tracing::warn!(mail = %id, attempt, reason, "a mail has to wait"),
        Verdict::Failed(reason) => tracing::warn!(mail = %id, attempt, reason, "a mail failed"),
    }
}
