//! What asks the program to stop: SIGTERM and SIGINT, or Ctrl+C where there are no signals.

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signals since [`Signals::listen`]; none is lost between two waits.
#[derive(Debug)]
pub struct Signals {
    #[cfg(unix)]
    terminate: Signal,
    #[cfg(unix)]
    interrupt: Signal,
}

#[cfg(unix)]
impl Signals {
    pub fn listen() -> Self {
        let listen = |kind| signal(kind).expect("a process may listen to its signals");
        Self {
            terminate: listen(SignalKind::terminate()),
            interrupt: listen(SignalKind::interrupt()),
        }
    }

    /// Waits for the next.
    pub async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl Signals {
    pub fn listen() -> Self {
        Self {}
    }

    /// Waits for the next.
    pub async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
