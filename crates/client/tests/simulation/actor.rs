//! A desktop with the computer it is on. It moves only when it is driven, and only up to its next request.

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use keyring_core::CredentialStore;
use roster_client::{Desktop, EmbeddedError, EmbeddedHost, EmbeddedService, Parts, Pending, Policy, Timing};
use roster_testkit::{FixedClock, SeededRandom};

use crate::disk::Snapshot;
use crate::network::Line;
use crate::service::Service;

/// Timers are real, unlike everything else here, and so they must never go off.
const NEVER: Duration = Duration::from_hours(24);
/// For one that is stuck, in real time.
const STUCK: Duration = Duration::from_mins(2);

/// One desktop.
pub struct Actor {
    pub seat: usize,
    pub line: Line,
    folder: PathBuf,
    pub keyring: Arc<CredentialStore>,
    clock: FixedClock,
    random: Arc<SeededRandom>,
    desktop: Option<Arc<Desktop>>,
    doing: Option<Doing>,
}

struct Doing {
    what: &'static str,
    future: Pin<Box<dyn Future<Output = String>>>,
}

/// How far a desktop came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// It waits for an answer.
    ToTheNetwork,
    /// It has done what it was doing, with this outcome.
    ToTheEnd(&'static str, String),
}

impl Actor {
    pub fn new(
        seat: usize,
        folder: PathBuf,
        keyring: Arc<CredentialStore>,
        clock: &FixedClock,
        random: SeededRandom,
    ) -> Self {
        Self {
            seat,
            line: Line::default(),
            folder,
            keyring,
            clock: clock.clone(),
            random: Arc::new(random),
            desktop: None,
            doing: None,
        }
    }

    /// Opens the desktop over its folder; where it was is found out by what it does first.
    pub fn open(&mut self) {
        let keyring = self.keyring.clone();
        self.line = Line::default();
        let parts = Parts {
            folder: self.folder.clone(),
            embedded: Arc::new(NotEmbedded),
            keyring: Box::new(move || Ok(keyring.clone())),
            transport: Arc::new(self.line.clone()),
            clock: Arc::new(self.clock.clone()),
            random: self.random.clone(),
            device_name: "a computer of a test".to_owned(),
            timing: Timing {
                keyring: NEVER,
                silence: NEVER,
                first_retry: NEVER,
                last_retry: NEVER,
                patience: NEVER,
                farewell: NEVER,
                wake: NEVER,
                first_look: NEVER,
                answer: NEVER,
                clock: NEVER,
            },
            policy: Policy::none(),
            background: false,
        };
        self.desktop = Some(Desktop::open(parts).unwrap());
    }

    pub fn desktop(&self) -> Arc<Desktop> {
        self.desktop.clone().expect("an open desktop")
    }

    pub fn is_open(&self) -> bool {
        self.desktop.is_some()
    }

    pub fn is_busy(&self) -> bool {
        self.doing.is_some()
    }

    /// Begins something; nothing of it happens before it is driven.
    pub fn begin(&mut self, what: &'static str, doing: impl Future<Output = String> + 'static) {
        assert!(self.doing.is_none(), "one thing at a time");
        self.doing = Some(Doing {
            what,
            future: Box::pin(doing),
        });
    }

    /// Lets it go on to its next request, or to the end of what it does.
    pub async fn drive(&mut self) -> Came {
        let Some(doing) = &mut self.doing else {
            panic!("it does nothing");
        };
        let (what, line) = (doing.what, &self.line);
        let far = std::future::poll_fn(|context| match doing.future.as_mut().poll(context) {
            Poll::Ready(outcome) => Poll::Ready(Came::ToTheEnd(what, outcome)),
            Poll::Pending if line.is_busy() => Poll::Ready(Came::ToTheNetwork),
            Poll::Pending => Poll::Pending,
        });
        let came = tokio::time::timeout(STUCK, far)
            .await
            .unwrap_or_else(|_| panic!("desktop {} is stuck: {what}", self.seat));
        if matches!(came, Came::ToTheEnd(..)) {
            self.doing = None;
        }
        came
    }

    /// Lets it finish, each request answered as it should be.
    pub async fn finish_over_good_network(&mut self, service: &Service) -> String {
        loop {
            if let Came::ToTheEnd(_, outcome) = self.drive().await {
                return outcome;
            }
            let parked = self.line.take().expect("a request");
            let answered = service.handle(&parked.sent).await;
            parked.answer(&answered);
        }
    }

    /// The process ends at once, whatever it was doing. What was on the wire is given back.
    pub fn crash(&mut self) -> Option<crate::network::Sent> {
        self.doing = None;
        self.desktop = None;
        self.line.take().map(|parked| parked.sent)
    }

    /// The process ended after an earlier commit to its copy than the last: `which` picks from how many there are. Says how
    /// many of them are left.
    pub async fn crash_earlier(&mut self, which: impl FnOnce(usize) -> usize) -> Option<usize> {
        self.doing = None;
        let snapshot = Snapshot::take(&self.folder)?;
        self.line.take();
        self.close().await;
        let left = which(snapshot.commits());
        snapshot.put_back(left);
        Some(left)
    }

    /// The process ends in order.
    pub async fn close(&mut self) {
        self.doing = None;
        if let Some(desktop) = self.desktop.take() {
            desktop.shut_down().await;
        }
    }

    /// The token of the session that is in the keyring.
    pub fn token(&self) -> Option<String> {
        let all = self.keyring.search(&std::collections::HashMap::new()).unwrap();
        all.into_iter().find_map(|entry| {
            let (_, name) = entry.get_specifiers()?;
            name.starts_with("session token").then(|| entry.get_password().ok())?
        })
    }
}

/// There is no service on these computers.
#[derive(Debug)]
struct NotEmbedded;

impl EmbeddedHost for NotEmbedded {
    fn start(&self, _: PathBuf, _: Option<u16>) -> Pending<'_, Result<Box<dyn EmbeddedService>, EmbeddedError>> {
        Box::pin(async { Err(EmbeddedError::Other("there is none here".to_owned())) })
    }
}
