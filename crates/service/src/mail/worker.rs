//! Empties the mail queue.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use roster_store::mails::{self, ClaimedMail};
use roster_store::{Scope, StoreError};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use crate::app::App;
use crate::kernel::refusal::Refusal;
use crate::mail::attempt::{self, Subject, Verdict};
use crate::mail::record::record;
use crate::mail::sender::Sender;
use crate::mail::transport::Transport;
use crate::mail::url::MailUrl;

/// How many mails are under way at once.
const AT_ONCE: usize = 8;
/// For how long mails, a handful at a time, may have to wait for many writes to be done, and how often that is looked at.
const GIVE_WAY: Duration = Duration::from_millis(250);
const LOOK_AGAIN: Duration = Duration::from_millis(5);
/// How long a mail belongs to the worker that took it: longer than any try takes.
pub const CLAIM: SignedDuration = SignedDuration::from_mins(3);
/// Another process, such as `rosterd account create`, may queue a mail without a word to us.
const POLL: Duration = Duration::from_secs(2);
/// How long the mails under way have to finish once the service shuts down; others take them over after [`CLAIM`].
const LAST_MAILS: Duration = Duration::from_secs(10);

/// What an operator may set about mails.
#[derive(Debug, Clone)]
pub struct MailSettings {
    pub url: MailUrl,
    pub from: Sender,
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
    transport: Transport,
    sender: Sender,
    retry_base: SignedDuration,
}

impl MailWorker {
    /// Gets ready to send; fails when the folder of a `file:` URL cannot be made.
    pub fn new(app: App, settings: MailSettings) -> std::io::Result<Self> {
        let transport = Transport::open(&settings.url, settings.patience)?;
        Ok(Self(Arc::new(Shared {
            app,
            transport,
            sender: settings.from,
            retry_base: settings.retry_base,
        })))
    }

    /// Runs until the service shuts down, and then until the mails under way are done with.
    pub async fn run(self) {
        let app = &self.0.app;
        let mut under_way = JoinSet::new();
        // Whether there were more mails due than there was room for.
        let mut more = false;
        loop {
            let wait = self.take_up(&mut under_way, &mut more).await;
            tokio::select! {
                // First of all: a worker that is to stop takes up nothing more, however full the queue.
                biased;
                () = app.shutdown.cancelled() => break,
                Some(_) = under_way.join_next() => {}
                () = app.mail_queued.notified() => {}
                () = sleep(wait) => {}
            }
        }
        if timeout(LAST_MAILS, async { while under_way.join_next().await.is_some() {} })
            .await
            .is_err()
        {
            tracing::warn!("some mails were still under way at shutdown; they will be sent again");
        }
        self.0.transport.close().await;
    }

    /// Takes as many due mails as there is room for, and tells how long there may be nothing to do.
    async fn take_up(&self, under_way: &mut JoinSet<()>, more: &mut bool) -> Duration {
        let room = AT_ONCE - under_way.len();
        if room == 0 {
            return POLL;
        }
        self.0.give_way().await;
        match self.0.claim(room, *more).await {
            Ok(Claimed { mails, wait }) => {
                *more = mails.len() == room;
                for mail in mails {
                    under_way.spawn(self.0.clone().deliver(mail));
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

struct Claimed {
    mails: Vec<ClaimedMail>,
    wait: Duration,
}

impl Shared {
    /// Whoever waits for the reply to a write goes before a mail, which may take its time. But not for ever.
    async fn give_way(&self) {
        let until = Instant::now() + GIVE_WAY;
        while self.app.writes.are_many() && Instant::now() < until {
            sleep(LOOK_AGAIN).await;
        }
    }

    /// Takes up to `room` mails that are due. Where it is not known that there are, it is looked first: an empty queue is not
    /// to be written to every other second.
    async fn claim(&self, room: usize, known_due: bool) -> Result<Claimed, StoreError> {
        let now = self.app.now();
        if !known_due && let Some(wait) = self.nothing_due_for(now).await? {
            return Ok(Claimed {
                mails: Vec::new(),
                wait,
            });
        }
        let mut tx = self.app.store.begin_write(Scope::Platform).await?;
        let mails = mails::claim_due(&mut tx, now, now + CLAIM, i64::try_from(room).unwrap_or(1)).await?;
        tx.commit().await?;
        Ok(Claimed {
            wait: if mails.is_empty() { POLL } else { Duration::ZERO },
            mails,
        })
    }

    /// For how long no mail is due, as far as is known; nothing where one is.
    async fn nothing_due_for(&self, now: Timestamp) -> Result<Option<Duration>, StoreError> {
        let mut tx = self.app.store.begin_read(Scope::Platform).await?;
        let due = mails::next_due(&mut tx).await?;
        tx.commit().await?;
        if due.is_some_and(|due| due <= now) {
            return Ok(None);
        }
        let wait = due.and_then(|due| Duration::try_from(due.duration_since(now)).ok());
        Ok(Some(wait.map_or(POLL, |wait| wait.min(POLL))))
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
        Verdict::Delayed(reason) => tracing::warn!(mail = %id, attempt, reason, "a mail has to wait"),
        Verdict::Failed(reason) => tracing::warn!(mail = %id, attempt, reason, "a mail failed"),
    }
}
