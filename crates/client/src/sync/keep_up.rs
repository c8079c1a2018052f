use std::pin::pin;
use std::sync::Arc;

use eventsource_stream::{EventStreamError, Eventsource};
use futures_util::{StreamExt, TryStreamExt};
use tokio::sync::{mpsc, watch};

use super::backoff::Backoff;
use super::pass::{Then, fell_behind, pass};
use super::{Request, SyncError};
use crate::desktop::Desktop;
use crate::http::{CallError, Reach};
use crate::session::Session;
use crate::view::CommandError;

/// Those who wait for the copy to catch up.
#[derive(Debug, Default)]
struct Waiting(Vec<Request>);

impl Waiting {
    fn add(&mut self, request: Request, requests: &mut mpsc::Receiver<Request>) {
        self.0.push(request);
        while let Ok(request) = requests.try_recv() {
            self.0.push(request);
        }
    }

    fn tell(&mut self, outcome: &Result<(), CommandError>) {
        for request in self.0.drain(..) {
            // One who does not wait any more is fine.
            let _ = request.send(outcome.clone());
        }
    }
}

/// Keeps a session's copy like the service until the session ends.
pub(crate) async fn run(desktop: Arc<Desktop>, session: Arc<Session>, mut requests: mpsc::Receiver<Request>) {
    let mut backoff = Backoff::new(desktop.timing.first_retry, desktop.timing.last_retry);
    let mut network = desktop.network.subscribe();
    let mut waiting = Waiting::default();
    loop {
        // Dropping it half-way is safe only because the copy is not used after the end.
        let kept_up = keep_up(&desktop, &session, &mut requests, &mut waiting, &mut backoff, &network);
        let error = tokio::select! {
            () = session.ended.cancelled() => return,
            error = kept_up => error,
        };
        if fell_behind(&desktop, &session, &error).await == Then::End {
            return;
        }
        if !network.has_changed().unwrap_or(false) {
            waiting.tell(&Err(CommandError::from(&error)));
        }
        let wait = backoff.wait(desktop.random.as_ref(), error.retry_after());
        tokio::select! {
            () = session.ended.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
            Some(request) = requests.recv() => waiting.add(request, &mut requests),
            Ok(()) = network.changed() => backoff.reset(),
        }
    }
}

/// Catches up, then waits for news and catches up again, for as long as it goes well.
async fn keep_up(
    desktop: &Arc<Desktop>,
    session: &Arc<Session>,
    requests: &mut mpsc::Receiver<Request>,
    waiting: &mut Waiting,
    backoff: &mut Backoff,
    network: &watch::Receiver<u64>,
) -> SyncError {
    match follow(desktop, session, requests, waiting, backoff, network).await {
        Err(error) => {
            if error.is_of_the_copy() && !network.has_changed().unwrap_or(false) {
                desktop.is_offline(session, &error);
            }
            error
        }
        // The service restarts, something between has had enough, or the network is another one: not yet worth a word.
        Ok(()) => CallError::Unreachable {
            reason: "the stream of events has ended".to_owned(),
            reach: Reach::CutOff,
        }
        .into(),
    }
}

async fn follow(
    desktop: &Arc<Desktop>,
    session: &Arc<Session>,
    requests: &mut mpsc::Receiver<Request>,
    waiting: &mut Waiting,
    backoff: &mut Backoff,
    network: &watch::Receiver<u64>,
) -> Result<(), SyncError> {
    catch_up(desktop, session, waiting).await?;
    let mut revision = session.replica().await.revision().await?;
    let mut told = revision;
    // Each sign of life says that the session counts: the service ends the stream of one that does not.
    let events = desktop.over_one_network(session.api.events(revision)).await?;
    let events = events.inspect_ok(|_| desktop.in_contact(session));
    backoff.reset();
    let mut events = pin!(events.eventsource());
    // Whoever began this looks at the original.
    let mut network = network.clone();
    loop {
        tokio::select! {
            event = events.next() => match event {
                None => return Ok(()),
                Some(Ok(event)) => {
                    if !is_news(&event.id, &mut told, revision) {
                        continue;
                    }
                }
                Some(Err(EventStreamError::Transport(error))) => return Err(error.into()),
                Some(Err(error)) => return Err(CallError::NotRoster(error.to_string()).into()),
            },
            Some(request) = requests.recv() => waiting.add(request, requests),
            Ok(()) = network.changed() => return Ok(()),
        }
        catch_up(desktop, session, waiting).await?;
        revision = session.replica().await.revision().await?;
    }
}

/// Whether an event tells of more than the copy has. The revisions told only grow: a lower one than before is of a restored
/// backup, which the copy has not heard of, however far it is.
fn is_news(id: &str, told: &mut i64, reached: i64) -> bool {
    let Ok(id) = id.parse() else {
        return true;
    };
    let before = std::mem::replace(told, id);
    id < before || id > reached
}

async fn catch_up(desktop: &Arc<Desktop>, session: &Arc<Session>, waiting: &mut Waiting) -> Result<(), SyncError> {
    pass(desktop, session).await?;
    waiting.tell(&Ok(()));
    Ok(())
}
