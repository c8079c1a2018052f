use std::pin::pin;
use std::sync::Arc;

use eventsource_stream::{EventStreamError, Eventsource};
use futures_util::StreamExt;
use roster_replica::ReplicaError;
use tokio::sync::mpsc;

use super::backoff::Backoff;
use super::pull::pull;
use super::rebuild::{Cause, rebuild};
use super::{Request, SyncError};
use crate::desktop::Desktop;
use crate::http::{CallError, Reach};
use crate::session::Session;
use crate::view::{CommandError, StatusNotice};

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
    let mut waiting = Waiting::default();
    loop {
        // Dropping it half-way is safe only because the copy is not used after the end.
        let kept_up = keep_up(&desktop, &session, &mut requests, &mut waiting, &mut backoff);
        let error = tokio::select! {
            () = session.ended.cancelled() => return,
            error = kept_up => error,
        };
        if matches!(&error, SyncError::Call(error) if error.ends_session()) {
            desktop.end_session(&session, StatusNotice::SessionEnded).await;
            return;
        }
        if matches!(
            error,
            SyncError::Replica(ReplicaError::Damaged(_) | ReplicaError::Closed)
        ) {
            // Closed, because making it anew was interrupted.
            session.report_damage();
        }
        tracing::info!(%error, "the copy does not follow the service");
        waiting.tell(&Err(CommandError::from(&error)));
        let wait = backoff.wait(desktop.random.as_ref());
        tokio::select! {
            () = session.ended.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
            Some(request) = requests.recv() => waiting.add(request, &mut requests),
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
) -> SyncError {
    match follow(desktop, session, requests, waiting, backoff).await {
        Err(error) => {
            desktop.is_offline(session);
            error
        }
        // The service restarts, or something between has had enough: not yet worth a word.
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
) -> Result<(), SyncError> {
    catch_up(desktop, session, waiting).await?;
    let mut revision = session.replica().await.revision().await?;
    let events = session.api.events(revision).await?;
    backoff.reset();
    let mut events = pin!(events.eventsource());
    loop {
        tokio::select! {
            event = events.next() => match event {
                None => return Ok(()),
                Some(Ok(event)) => {
                    if event.id.parse().is_ok_and(|id: i64| id <= revision) {
                        continue;
                    }
                }
                Some(Err(EventStreamError::Transport(error))) => return Err(error.into()),
                Some(Err(error)) => return Err(CallError::NotRoster(error.to_string()).into()),
            },
            Some(request) = requests.recv() => waiting.add(request, requests),
        }
        catch_up(desktop, session, waiting).await?;
        revision = session.replica().await.revision().await?;
    }
}

async fn catch_up(desktop: &Arc<Desktop>, session: &Arc<Session>, waiting: &mut Waiting) -> Result<(), SyncError> {
    if session.is_damaged() {
        rebuild(desktop, session, Cause::Damaged).await?;
    }
    pull(desktop, session).await?;
    desktop.is_up_to_date(session);
    waiting.tell(&Ok(()));
    Ok(())
}
